namespace EventStoreDb.Emulator;

/// <summary>How an emulated cluster behaves when it loses members.</summary>
public sealed record ClusterOptions
{
    /// <summary>How many read-only replicas there are besides the nodes that vote.</summary>
    public int ReadOnlyReplicas { get; init; }

    /// <summary>
    /// How long it takes until the others notice that a node is gone. Meanwhile gossip says it is alive, followers
    /// forward writes to a dead leader, and a leader without followers waits for them.
    /// </summary>
    public TimeSpan DetectionTime { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long nobody is leader while a new one is elected, or after a leader resigned.</summary>
    public TimeSpan ElectionTime { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Decides what becomes of writes that only a leader without followers had: they may be lost, or kept.</summary>
    public ulong Seed { get; init; }
}
