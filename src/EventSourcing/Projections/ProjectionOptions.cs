namespace EventSourcing.Projections;

/// <summary>How a projection is run.</summary>
public sealed record ProjectionOptions
{
    /// <summary>The most events that one transaction takes, from 1. They are taken together only when they are at hand:
    /// a projection that is live processes each event as it comes.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>How long a stretch of the log without events for the projection is looked through before that is written
    /// to its checkpoint, so that a restart need not look through it again.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait before the store that is followed is tried again the first time; each time after that
    /// it is twice as long.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Is told of every change of <see cref="ProjectionStatus.State"/>, on the thread that changes it.</summary>
    public IProgress<ProjectionStatus>? Progress { get; init; }
}
