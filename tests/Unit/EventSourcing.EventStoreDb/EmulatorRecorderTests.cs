extern alias Emulator;

using Emulator::EventStoreDb.Emulator;
using EventSourcing.EventStoreDb;
using EventSourcing.Persistence;
using EventSourcing.Tests.Persistence;
using EventSourcing.Tests.Persistence.Model;

namespace EventSourcing.Tests.EventStoreDb;

/// <summary>The contract against the emulator, as a node without TLS.</summary>
public class EmulatorRecorderTests : RecorderContract
{
    private EmulatorServer? _server;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override async ValueTask<IRecorder> OpenAsync()
    {
        _server = await EmulatorServer.StartAsync(Options, Cancel);
        return new EventStoreDbModule().Open(Settings(_server));
    }

    protected override StoreTraits Traits => StoreTraits.EventStoreDb;

    protected override int Trials => base.Trials / 5;

    protected virtual EmulatorOptions Options => new();

    protected virtual Settings Settings(EmulatorServer server) => new() { ["EVENTSTOREDB_URI"] = server.ConnectionString };
}
