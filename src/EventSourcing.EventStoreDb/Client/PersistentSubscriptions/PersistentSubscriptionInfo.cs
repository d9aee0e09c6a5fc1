namespace EventSourcing.EventStoreDb.Client.PersistentSubscriptions;

/// <summary>A persistent subscription and how it is doing.</summary>
public sealed record PersistentSubscriptionInfo
{
    /// <summary>Its stream, or <c>$all</c>.</summary>
    public required string Stream { get; init; }

    /// <summary>The name of its group.</summary>
    public required string Group { get; init; }

    /// <summary>Its state in the server's words, joined by commas: <c>NotReady</c>, <c>Behind</c>,
    /// <c>OutstandingPageRequest</c>, <c>ReplayingParkedMessages</c>, <c>Live</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Where it began, in the server's words: a revision (-1: the end), or <c>C:…/P:…</c>.</summary>
    public required string StartFrom { get; init; }

    /// <summary>Whether links are followed.</summary>
    public bool ResolveLinks { get; init; }

    /// <summary>Whether the server measures how long readers take.</summary>
    public bool ExtraStatistics { get; init; }

    /// <summary>How long a reader may take over an event.</summary>
    public TimeSpan MessageTimeout { get; init; }

    /// <summary>How often an event is delivered again before it is parked.</summary>
    public int MaxRetryCount { get; init; }

    /// <summary>How often a checkpoint is written, in time.</summary>
    public TimeSpan CheckpointAfter { get; init; }

    /// <summary>How many events must have been processed for a checkpoint to be written by time.</summary>
    public int MinCheckpointCount { get; init; }

    /// <summary>After how many events a checkpoint is written whatever the time.</summary>
    public int MaxCheckpointCount { get; init; }

    /// <summary>How many readers there may be at once; 0: any number.</summary>
    public int MaxSubscriberCount { get; init; }

    /// <summary>How many live events the server may hold in memory.</summary>
    public int LiveBufferSize { get; init; }

    /// <summary>How many live events it holds.</summary>
    public long LiveBufferCount { get; init; }

    /// <summary>How many events the server reads at once when catching up.</summary>
    public int ReadBatchSize { get; init; }

    /// <summary>How many events the server may hold in memory when catching up.</summary>
    public int HistoryBufferSize { get; init; }

    /// <summary>How many events it holds for that.</summary>
    public int HistoryBufferCount { get; init; }

    /// <summary>How many events wait to be delivered again.</summary>
    public int RetryBufferCount { get; init; }

    /// <summary>How events are spread over the readers, in the server's words.</summary>
    public required string ConsumerStrategy { get; init; }

    /// <summary>Its last checkpoint: a revision, or <c>C:…/P:…</c>; <see langword="null"/> where there is none.</summary>
    public string? LastCheckpointedEventPosition { get; init; }

    /// <summary>The last event it knows of, in the same form; <see langword="null"/> where there is none.</summary>
    public string? LastKnownEventPosition { get; init; }

    /// <summary>How many events a second it delivered since this was asked last.</summary>
    public int AveragePerSecond { get; init; }

    /// <summary>How many events it has delivered.</summary>
    public long TotalItems { get; init; }

    /// <summary>How many events it delivered since this was asked last.</summary>
    public long CountSinceLastMeasurement { get; init; }

    /// <summary>How many events are delivered and not acknowledged.</summary>
    public int TotalInFlightMessages { get; init; }

    /// <summary>How many events are delivered and not acknowledged, as the subscription itself counts.</summary>
    public int OutstandingMessagesCount { get; init; }

    /// <summary>How many events are parked.</summary>
    public long ParkedMessageCount { get; init; }

    /// <summary>Its readers.</summary>
    public IReadOnlyList<PersistentSubscriptionConnection> Connections { get; init; } = [];
}
