extern alias Emulator;

using Emulator::EventStoreDb.Emulator;

namespace EventSourcing.Tests.EventStoreDb.Emulator.Faults;

/// <summary>What tests of faults share: a server with a script, and what became of an event.</summary>
public abstract class FaultTests : IAsyncLifetime
{
    // Silence cannot be waited out; this long tells an answer that comes from one that does not.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private protected FaultPlan Plan { get; } = new();

    private protected RawClient Client { get; } = new();

    private protected Guid Id { get; } = Guid.NewGuid();

    private protected EmulatorServer Server { get; private set; } = null!;

    private protected Uri Address => Server.Address;

    public async ValueTask InitializeAsync() => Server = await EmulatorServer.StartAsync(
        new EmulatorOptions { Faults = Plan }, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Client.Dispose();
        await Server.DisposeAsync();
    }

    private protected int TimesCommitted(Guid id) => Server.Committed.Count(committed => committed.Id == id);

    private protected Task<RawAnswer> AppendAsync(Fault fault)
    {
        Plan.OnCall("Streams/Append", 1, fault);
        return Client.AppendAsync(Address, Id);
    }

    private protected static async Task AssertSilentAsync(RawCall call)
    {
        using var enough = new CancellationTokenSource(Patience, TimeProvider.System);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.ReceiveAsync(enough.Token));
    }
}
