namespace EventStoreDb.Emulator;

/// <summary>How an emulated node is run.</summary>
public sealed record EmulatorOptions
{
    /// <summary>The port of 127.0.0.1 to listen on; 0 lets the system choose.</summary>
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

    /// <summary>The clock behind creation times, deadlines of batched appends and maximum ages.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How many bytes of data the events of one append may hold.</summary>
    public int MaxAppendSize { get; init; } = 1024 * 1024;

    /// <summary>How long a batched append may take from its first chunk to its last, at most.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
