using EventSourcing.EventStoreDb.Client.Projections;

namespace PSEventSourcing.Commands.ServerProjections;

/// <summary>A projection that runs in the server, and how it is doing.</summary>
public sealed record ServerProjection
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is doing: <c>Running</c>, <c>Stopped</c>, <c>Faulted</c>, <c>Completed</c>, <c>Aborted</c>, or a state in
    /// between.</summary>
    public required string Status { get; init; }

    /// <summary>The same in all of the server's words, such as <c>Completed/Stopped/Writing results</c> or
    /// <c>Stopped (Enabled)</c>.</summary>
    public required string ServerStatus { get; init; }

    /// <summary>Why it has failed; else empty.</summary>
    public required string Reason { get; init; }

    /// <summary><c>Continuous</c>, <c>OneTime</c> or <c>Transient</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>Whether it is one of the server's own.</summary>
    public bool IsSystem { get; init; }

    /// <summary>How much it has read of what is there, in percent; nothing as long as it has not begun.</summary>
    public double? Progress { get; init; }

    /// <summary>Where it is, in the server's words; the form depends on what it reads.</summary>
    public required string Position { get; init; }

    /// <summary>Where it would go on after a restart, in the form of <see cref="Position"/>.</summary>
    public required string Checkpoint { get; init; }

    /// <summary>Whether a checkpoint is being written, in the server's words; mostly empty.</summary>
    public required string CheckpointStatus { get; init; }

    /// <summary>How many events it has processed since it was started.</summary>
    public long EventsProcessed { get; init; }

    /// <summary>How many events were read and wait to be processed.</summary>
    public long EventsBuffered { get; init; }

    /// <summary>How many events wait to be written before the next checkpoint.</summary>
    public int WritesBeforeCheckpoint { get; init; }

    /// <summary>How many events wait to be written after the next checkpoint.</summary>
    public int WritesAfterCheckpoint { get; init; }

    /// <summary>How many reads are under way.</summary>
    public int ReadsInProgress { get; init; }

    /// <summary>How many writes are under way.</summary>
    public int WritesInProgress { get; init; }

    /// <summary>How many partitions' states are held in memory.</summary>
    public int PartitionsCached { get; init; }

    /// <summary>How long it has computed since it was started.</summary>
    public TimeSpan ProcessingTime { get; init; }

    /// <summary>The version of its definition, which each change raises; -1: it has not begun.</summary>
    public long Version { get; init; }

    /// <summary>The version it was last reset at; -1: never.</summary>
    public long Epoch { get; init; }

    internal bool IsStarting => Status is "Creating" or "Loading" or "Loaded" or "Preparing" or "Prepared" or "Starting" or "LoadingStopped";

    internal bool IsRunning => Status == "Running";

    internal bool IsFaulted => Status == "Faulted";

    internal bool IsCompleted => Status == "Completed";

    /// <summary>Whether nothing runs, and nothing is under way.</summary>
    internal bool IsAtRest => Status is "Stopped" or "Faulted" or "Aborted" or "Completed";

    /// <summary>Whether it is to run, and the node does not run it.</summary>
    internal bool IsHeldBack => Status == "Stopped" && ServerStatus.EndsWith(" (Enabled)", StringComparison.Ordinal);

    /// <summary>Whether nobody could tell its state: it was never made ready, and such questions are not answered.</summary>
    internal bool NeverRan => IsFaulted && Position.Length == 0;

    /// <summary>Whether it has read what is there, and nothing waits to be processed or written.</summary>
    internal bool HasCaughtUp => IsRunning && Progress >= 100 && EventsBuffered + WritesInProgress + WritesBeforeCheckpoint + WritesAfterCheckpoint == 0;

    internal static ServerProjection Of(ProjectionStatistics statistics) => new()
    {
        Name = statistics.Name,
        Status = statistics.Status.Split('/', ' ')[0],
        ServerStatus = statistics.Status,
        Reason = statistics.StateReason.Trim().ReplaceLineEndings(),
        Mode = statistics.Mode,
        IsSystem = SystemProjections.Contain(statistics.Name),
        Progress = statistics.Progress < 0 ? null : Math.Round(statistics.Progress, 2),
        Position = statistics.Position,
        Checkpoint = statistics.LastCheckpoint,
        CheckpointStatus = statistics.CheckpointStatus,
        EventsProcessed = statistics.EventsProcessedAfterRestart,
        EventsBuffered = statistics.BufferedEvents,
        WritesBeforeCheckpoint = statistics.WritePendingEventsBeforeCheckpoint,
        WritesAfterCheckpoint = statistics.WritePendingEventsAfterCheckpoint,
        ReadsInProgress = statistics.ReadsInProgress,
        WritesInProgress = statistics.WritesInProgress,
        PartitionsCached = statistics.PartitionsCached,
        ProcessingTime = TimeSpan.FromMilliseconds(statistics.CoreProcessingTime),
        Version = statistics.Version,
        Epoch = statistics.Epoch,
    };
}
