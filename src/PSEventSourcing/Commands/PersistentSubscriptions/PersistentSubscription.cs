using EventSourcing.EventStoreDb.Client.PersistentSubscriptions;
using EventSourcing.Persistence;
using PSEventSourcing.Commands.PersistentSubscriptions.Settings;

namespace PSEventSourcing.Commands.PersistentSubscriptions;

/// <summary>A persistent subscription: how it works, and how it is doing.</summary>
public sealed record PersistentSubscription
{
    /// <summary>Its stream; <c>$all</c>: the log of all streams.</summary>
    public required string Stream { get; init; }

    /// <summary>The name of its group.</summary>
    public required string Group { get; init; }

    /// <summary>Its state in the server's words, joined by commas: <c>NotReady</c>, <c>Behind</c>,
    /// <c>OutstandingPageRequest</c>, <c>ReplayingParkedMessages</c>, <c>Live</c>.</summary>
    public required string Status { get; init; }

    /// <summary>How many events of the stream are behind its last checkpoint, or, before the first, behind where it began.
    /// Nothing where that cannot be told: of <c>$all</c>, whose positions are not counted in events; before the first
    /// checkpoint of a group that began at the end; of a stream that the user may not read.</summary>
    public long? Lag { get; init; }

    /// <summary>How many events are with readers that have not answered for them.</summary>
    public int InFlight { get; init; }

    /// <summary>How many events are parked.</summary>
    public long Parked { get; init; }

    /// <summary>How many events wait to be delivered again.</summary>
    public int Retrying { get; init; }

    /// <summary>Its readers.</summary>
    public IReadOnlyList<PersistentSubscriptionConnection> Connections { get; init; } = [];

    /// <summary>Where its last checkpoint is: a revision, or a position; nothing where there is none.</summary>
    public string? LastCheckpoint { get; init; }

    /// <summary>The last event that it knows of: a revision, or a position; nothing where there is none.</summary>
    public string? LastKnown { get; init; }

    /// <summary>How many events it has delivered since the server began to serve it.</summary>
    public long TotalItems { get; init; }

    /// <summary>How many events a second it delivered since this was asked last.</summary>
    public int AveragePerSecond { get; init; }

    /// <summary>How many live events the server holds for it in memory.</summary>
    public long LiveBuffer { get; init; }

    /// <summary>How many events the server holds for it in memory to catch up.</summary>
    public int HistoryBuffer { get; init; }

    /// <summary>Where it began: <c>Start</c>, <c>End</c>, a revision, or a position.</summary>
    public required string From { get; init; }

    /// <summary>Whether links are followed.</summary>
    public bool ResolveLink { get; init; }

    /// <summary>Whether the server measures how long readers take.</summary>
    public bool ExtraStatistics { get; init; }

    /// <summary>How long a reader may take over an event before it is delivered again.</summary>
    public TimeSpan MessageTimeout { get; init; }

    /// <summary>How often an event is delivered again before it is parked.</summary>
    public int MaxRetryCount { get; init; }

    /// <summary>How often a checkpoint is written, in time.</summary>
    public TimeSpan CheckpointAfter { get; init; }

    /// <summary>How many events must have been answered for before time alone writes a checkpoint.</summary>
    public int MinCheckpointCount { get; init; }

    /// <summary>After how many events a checkpoint is written whatever the time.</summary>
    public int MaxCheckpointCount { get; init; }

    /// <summary>How many readers there may be at once; 0: any number.</summary>
    public int MaxSubscriberCount { get; init; }

    /// <summary>How many live events the server may hold in memory.</summary>
    public int LiveBufferSize { get; init; }

    /// <summary>How many events the server reads at once to catch up.</summary>
    public int ReadBatchSize { get; init; }

    /// <summary>How many events the server may hold in memory to catch up.</summary>
    public int HistoryBufferSize { get; init; }

    /// <summary>How events are spread over the readers, in the server's words.</summary>
    public required string ConsumerStrategy { get; init; }

    internal static async Task<PersistentSubscription> OfAsync(IRecorder recorder, PersistentSubscriptionInfo info, CancellationToken cancel) => new()
    {
        Stream = info.Stream,
        Group = info.Group,
        Status = info.Status,
        Lag = await GroupLag.FindAsync(recorder, info, cancel).ConfigureAwait(false),
        InFlight = info.TotalInFlightMessages,
        Parked = info.ParkedMessageCount,
        Retrying = info.RetryBufferCount,
        Connections = [.. info.Connections.Select(PersistentSubscriptionConnection.Of)],
        LastCheckpoint = GroupStart.ShowPlace(info.LastCheckpointedEventPosition),
        LastKnown = GroupStart.ShowPlace(info.LastKnownEventPosition),
        TotalItems = info.TotalItems,
        AveragePerSecond = info.AveragePerSecond,
        LiveBuffer = info.LiveBufferCount,
        HistoryBuffer = info.HistoryBufferCount,
        From = GroupStart.Show(info.StartFrom),
        ResolveLink = info.ResolveLinks,
        ExtraStatistics = info.ExtraStatistics,
        MessageTimeout = info.MessageTimeout,
        MaxRetryCount = info.MaxRetryCount,
        CheckpointAfter = info.CheckpointAfter,
        MinCheckpointCount = info.MinCheckpointCount,
        MaxCheckpointCount = info.MaxCheckpointCount,
        MaxSubscriberCount = info.MaxSubscriberCount,
        LiveBufferSize = info.LiveBufferSize,
        ReadBatchSize = info.ReadBatchSize,
        HistoryBufferSize = info.HistoryBufferSize,
        ConsumerStrategy = info.ConsumerStrategy,
    };

    /// <summary>The stream and the group.</summary>
    public override string ToString() => $"{Stream}::{Group}";
}
