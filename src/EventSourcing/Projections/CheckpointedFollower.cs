using System.Diagnostics.CodeAnalysis;
using EventSourcing.Persistence;
using EventSourcing.Persistence.Checkpoints;

namespace EventSourcing.Projections;

/// <summary>Takes a follower through the log, each event exactly once, from where its checkpoint is.</summary>
internal sealed class CheckpointedFollower(IFollower follower)
{
    /// <summary>Where the checkpoint is.</summary>
    public Position? Stored { get; private set; }

    public async Task LoadAsync(CancellationToken cancel) => Stored = await follower.GetCheckpointAsync(cancel).ConfigureAwait(false);

    /// <summary>Applies events together; when that fails, one by one, so that all before the failing one are applied and it
    /// alone is to blame.</summary>
    /// <exception cref="ProjectionException">One of the events could not be applied.</exception>
    public async Task ApplyAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        var failure = await TryAsync(events, PositionOf(events[^1]), cancel).ConfigureAwait(false);
        if (failure is not null && events.Count == 1)
            throw failure;
        for (var i = 0; failure is not null && i < events.Count; i++)
            if (await TryAsync([events[i]], PositionOf(events[i]), cancel).ConfigureAwait(false) is { } culprit)
                throw culprit;
    }

    /// <summary>Moves the checkpoint over a stretch of the log that holds nothing for the follower.</summary>
    public async Task MoveAsync(Position to, CancellationToken cancel)
    {
        if (await TryAsync([], to, cancel).ConfigureAwait(false) is { } failure)
            throw failure;
    }

    /// <returns>Why nothing was applied; <see langword="null"/> where everything was.</returns>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Every error of a handler or a view store stops the projection, and is passed on.")]
    private async Task<ProjectionException?> TryAsync(IReadOnlyList<RecordedEvent> events, Position to, CancellationToken cancel)
    {
        var checkpoint = new Checkpoint(follower.Name, to, Stored);
        try
        {
            await follower.ApplyAsync(events, checkpoint, cancel).ConfigureAwait(false);
        }
        catch (CheckpointConflictException conflict)
        {
            // Where it was to be moved to: an earlier answer was lost. Elsewhere: another one runs under the name.
            if (conflict.Actual != to)
                throw new ProjectionException(follower.Name, null, conflict);
        }
        catch (ProjectionException failure)
        {
            return failure;
        }
        catch (Exception error) when (!cancel.IsCancellationRequested || error is not OperationCanceledException)
        {
            // The commit ended in an error, and may have happened all the same.
            var failure = new ProjectionException(follower.Name, events.Count == 1 ? events[0] : null, error);
            if (await ActualAsync(failure, cancel).ConfigureAwait(false) != to)
                return failure;
        }

        Stored = to;
        return null;
    }

    /// <summary>Where the checkpoint is, for who does not know what came of a commit. Where that cannot be found out
    /// either, going on would only lead to another error than the one to be told.</summary>
    private async Task<Position?> ActualAsync(ProjectionException failure, CancellationToken cancel)
    {
        try
        {
            return await follower.GetCheckpointAsync(cancel).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested || error is not OperationCanceledException)
        {
            throw failure;
        }
    }

    private Position PositionOf(RecordedEvent recorded) => recorded.Position
        ?? throw new ProjectionException(follower.Name, recorded, new InvalidOperationException("The store does not say where in its log the event is."));
}
