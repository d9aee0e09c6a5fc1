using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Persistent;

/// <summary>How a group works. There are no defaults on the wire: what is left out is zero.</summary>
internal sealed record GroupSettings
{
    public required GroupStart Start { get; init; }

    /// <summary>Of the whole log only, and for good.</summary>
    public EventFilter? Filter { get; init; }

    public bool ResolveLinks { get; init; }

    public bool ExtraStatistics { get; init; }

    public int MessageTimeout { get; init; }

    public int MaxRetryCount { get; init; }

    /// <summary>Milliseconds; zero stands for never.</summary>
    public int CheckpointAfter { get; init; }

    public int MinCheckpointCount { get; init; }

    public int MaxCheckpointCount { get; init; }

    /// <summary>Zero stands for any number.</summary>
    public int MaxSubscriberCount { get; init; }

    public int LiveBufferSize { get; init; }

    public int ReadBatchSize { get; init; }

    public int HistoryBufferSize { get; init; }

    public required string Strategy { get; init; }

    /// <summary>Why the server refuses these settings, in its words; null if it does not.</summary>
    public string? ReasonToRefuse()
    {
        if (!ConsumerStrategy.Exists(Strategy))
        {
            return $"Consumer strategy {Strategy} does not exist.";
        }

        return ReadBatchSize >= HistoryBufferSize
            ? "Specified argument was out of the range of valid values. (Parameter 'ReadBatchSize may not be greater than or equal to BufferSize')"
            : null;
    }
}
