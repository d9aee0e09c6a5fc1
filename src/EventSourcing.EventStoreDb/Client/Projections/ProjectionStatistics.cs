namespace EventSourcing.EventStoreDb.Client.Projections;

/// <summary>A projection and how it is doing.</summary>
public sealed record ProjectionStatistics
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The name it runs under, which holds the epoch too.</summary>
    public required string EffectiveName { get; init; }

    /// <summary>Its state in the server's words, such as <c>Running</c>, <c>Stopped</c>, <c>Faulted</c> or
    /// <c>Aborted/Stopped</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Why it is in this state; explains a fault. Else empty.</summary>
    public required string StateReason { get; init; }

    /// <summary><c>Continuous</c>, <c>OneTime</c> or <c>Transient</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>Where it is in what it reads, in the server's words; the form depends on its source.</summary>
    public required string Position { get; init; }

    /// <summary>How much it has read of what is there, in percent; -1 where unknown.</summary>
    public float Progress { get; init; }

    /// <summary>Where it would go on after a restart, in the form of <see cref="Position"/>.</summary>
    public required string LastCheckpoint { get; init; }

    /// <summary>Whether a checkpoint is being written, in the server's words; mostly empty.</summary>
    public required string CheckpointStatus { get; init; }

    /// <summary>The version of its definition.</summary>
    public long Version { get; init; }

    /// <summary>The epoch, which a reset begins anew; -1: none.</summary>
    public long Epoch { get; init; }

    /// <summary>How long it has computed, in milliseconds.</summary>
    public long CoreProcessingTime { get; init; }

    /// <summary>How many events it has processed since it was started.</summary>
    public long EventsProcessedAfterRestart { get; init; }

    /// <summary>How many events wait to be processed.</summary>
    public long BufferedEvents { get; init; }

    /// <summary>How many reads are under way.</summary>
    public int ReadsInProgress { get; init; }

    /// <summary>How many writes are under way.</summary>
    public int WritesInProgress { get; init; }

    /// <summary>How many partitions' states are held in memory.</summary>
    public int PartitionsCached { get; init; }

    /// <summary>How many events wait to be written before the next checkpoint.</summary>
    public int WritePendingEventsBeforeCheckpoint { get; init; }

    /// <summary>How many events wait to be written after the next checkpoint.</summary>
    public int WritePendingEventsAfterCheckpoint { get; init; }
}
