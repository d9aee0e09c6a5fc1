namespace EventSourcing.EventStoreDb.Client.PersistentSubscriptions;

/// <summary>How a persistent subscription works. Defaults are those of the official .NET client 23.3; the server itself has
/// none.</summary>
public sealed record PersistentSubscriptionSettings
{
    /// <summary>Where it begins.</summary>
    public PersistentSubscriptionStart StartFrom { get; init; } = PersistentSubscriptionStart.End;

    /// <summary>Whether links are followed.</summary>
    public bool ResolveLinks { get; init; }

    /// <summary>Whether the server measures how long readers take.</summary>
    public bool ExtraStatistics { get; init; }

    /// <summary>How long a reader may take over an event before it is delivered again: 0 to 2^31-1 ms; fractions are cut off.</summary>
    public TimeSpan MessageTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often an event is delivered again before it is parked, from 0.</summary>
    public int MaxRetryCount { get; init; } = 10;

    /// <summary>How often a checkpoint is written, in time: 0 (never by time) to 2^31-1 ms; fractions are cut off.</summary>
    public TimeSpan CheckpointAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many events must have been processed for a checkpoint to be written by time, from 0.</summary>
    public int MinCheckpointCount { get; init; } = 10;

    /// <summary>After how many events a checkpoint is written whatever the time, from 0.</summary>
    public int MaxCheckpointCount { get; init; } = 1000;

    /// <summary>How many readers there may be at once; 0: any number.</summary>
    public int MaxSubscriberCount { get; init; }

    /// <summary>How many live events the server holds in memory, from 0.</summary>
    public int LiveBufferSize { get; init; } = 500;

    /// <summary>How many events the server reads at once when catching up: from 0, and below
    /// <see cref="HistoryBufferSize"/>.</summary>
    public int ReadBatchSize { get; init; } = 20;

    /// <summary>How many events the server holds in memory when catching up, from 1.</summary>
    public int HistoryBufferSize { get; init; } = 500;

    /// <summary>How events are spread over the readers.</summary>
    public ConsumerStrategy ConsumerStrategy { get; init; } = ConsumerStrategy.RoundRobin;
}
