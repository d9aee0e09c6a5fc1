using EventSourcing.Persistence;
using EventSourcing.Persistence.Checkpoints;

namespace EventSourcing.Projections;

/// <summary>Who follows a log, as the runner sees it.</summary>
internal interface IFollower
{
    string Name { get; }

    EventFilter Filter { get; }

    bool CanClear { get; }

    Task PrepareAsync(CancellationToken cancel);

    Task<Position?> GetCheckpointAsync(CancellationToken cancel);

    /// <summary>Handles events, which may be none, and moves the checkpoint: both, or neither.</summary>
    /// <exception cref="ProjectionException">An event could not be handled.</exception>
    Task ApplyAsync(IReadOnlyList<RecordedEvent> events, Checkpoint checkpoint, CancellationToken cancel);

    Task ClearAsync(CancellationToken cancel);
}
