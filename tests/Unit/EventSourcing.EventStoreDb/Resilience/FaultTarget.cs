extern alias Emulator;

using Emulator::EventStoreDb.Emulator;

namespace EventSourcing.Tests.EventStoreDb.Resilience;

/// <summary>The server of a <see cref="FaultRun"/>.</summary>
internal abstract class FaultTarget : IAsyncDisposable
{
    public abstract string ConnectionString { get; }

    /// <summary>What lies in the log.</summary>
    public abstract IReadOnlyList<CommittedEvent> Committed { get; }

    public static async Task<FaultTarget> StartNodeAsync(FaultPlan plan, CancellationToken cancel) =>
        new Node(await EmulatorServer.StartAsync(new EmulatorOptions { Faults = plan }, cancel));

    public static async Task<FaultTarget> StartClusterAsync(FaultPlan plan, ulong seed, CancellationToken cancel) =>
        new DyingCluster(await EmulatorCluster.StartAsync(3, DyingCluster.Options(plan, seed), cancel), seed);

    /// <summary>Does what befalls the server as a whole.</summary>
    /// <param name="acknowledgedAsync">Waits until as many events are acknowledged.</param>
    /// <param name="cancel">Gives up.</param>
    public virtual Task BefallAsync(Func<int, Task> acknowledgedAsync, CancellationToken cancel) => Task.CompletedTask;

    public abstract ValueTask DisposeAsync();

    private sealed class Node(EmulatorServer server) : FaultTarget
    {
        public override string ConnectionString => server.ConnectionString;

        public override IReadOnlyList<CommittedEvent> Committed => server.Committed;

        public override ValueTask DisposeAsync() => server.DisposeAsync();
    }
}
