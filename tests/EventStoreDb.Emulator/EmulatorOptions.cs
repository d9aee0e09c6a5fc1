namespace EventStoreDb.Emulator;

/// <summary>How an emulated node, or each node of an emulated cluster, is run.</summary>
public sealed record EmulatorOptions
{
    /// <summary>
    /// The port of 127.0.0.1 to listen on; 0 lets the system choose. The nodes of a cluster take this port and the
    /// ones after it.
    /// </summary>
    public int Port { get; init; }

    /// <summary>
    /// Whether the node is secure: TLS with a certificate authority of its own, and users <c>admin</c> and
    /// <c>ops</c> with the password <c>changeit</c>.
    /// </summary>
    public bool Tls { get; init; }

    /// <summary>Which projections the node runs. Without any, the service itself is not there.</summary>
    public ProjectionMode Projections { get; init; } = ProjectionMode.None;

    /// <summary>Whether the standard projections run from the start, where there are projections at all.</summary>
    public bool StartStandardProjections { get; init; }

    /// <summary>
    /// Whether the node behaves as one that keeps its database on disk. Only scavenges tell the difference: events
    /// are kept in memory all the same.
    /// </summary>
    public bool OnDisk { get; init; }

    /// <summary>What scavenges on disk fail with; unless given they succeed.</summary>
    public string? ScavengeError { get; init; }

    /// <summary>The clock behind creation times, deadlines of batched appends and maximum ages.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How many bytes of data the events of one append may hold.</summary>
    public int MaxAppendSize { get; init; } = 1024 * 1024;

    /// <summary>
    /// How long a batched append may take from its first chunk to its last, at most, and how long a write waits to
    /// be replicated or forwarded.
    /// </summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>What goes wrong; by default nothing. The nodes of a cluster share one plan.</summary>
    public FaultPlan? Faults { get; init; }

    /// <summary>How leaders are lost and elected. A single node, too, is no leader for a while when it resigns.</summary>
    public ClusterOptions Cluster { get; init; } = new();
}
