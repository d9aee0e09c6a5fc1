extern alias Emulator;

using Emulator::EventStoreDb.Emulator;

namespace EventSourcing.Tests.EventStoreDb.Resilience;

/// <summary>A cluster that loses its leader again and again, mostly because it is killed.</summary>
internal sealed class DyingCluster(EmulatorCluster cluster, ulong seed) : FaultTarget
{
    public const int Losses = 4;

    /// <summary>How many events are acknowledged between one loss and the next.</summary>
    public const int Between = 10;

    private static readonly TimeSpan Notice = TimeSpan.FromMilliseconds(20);

    public override string ConnectionString => cluster.ConnectionString;

    public override IReadOnlyList<CommittedEvent> Committed => cluster.Committed;

    public static EmulatorOptions Options(FaultPlan plan, ulong seed) => new()
    {
        Faults = plan,
        WriteTimeout = TimeSpan.FromMilliseconds(500),
        Cluster = new ClusterOptions { DetectionTime = Notice, ElectionTime = Notice, Seed = seed },
    };

    public override async Task BefallAsync(Func<int, Task> acknowledgedAsync, CancellationToken cancel)
    {
        int? dead = null;
        for (var loss = 0; loss < Losses; loss++)
        {
            await acknowledgedAsync((loss + 1) * Between);
            // One of them resigns: that ends calls in other ways than death does.
            if (loss == (int)(seed % Losses))
            {
                await cluster.ResignLeaderAsync(cancel);
                continue;
            }

            // The last one dead comes back first, so that there is a quorum; a node that comes back is not a new one to clients.
            if (dead is { } last)
                await cluster.RestartAsync(last, cancel);
            dead = await cluster.KillLeaderAsync(cancel);
        }

        if (dead is { } node)
            await cluster.RestartAsync(node, cancel);
    }

    public override ValueTask DisposeAsync() => cluster.DisposeAsync();
}
