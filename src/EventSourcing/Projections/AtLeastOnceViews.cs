using EventSourcing.Persistence;
using EventSourcing.Persistence.Checkpoints;

namespace EventSourcing.Projections;

/// <summary>Views that live where no transaction holds them and their checkpoint together, such as a search index: first
/// the view is changed, then the checkpoint is stored.</summary>
/// <typeparam name="TTarget">What handlers change.</typeparam>
/// <remarks>When the process ends in between, the same events are handled again, up to a batch of them. So handlers must be
/// idempotent: set values instead of adding to them, under keys that the event gives, or keep the
/// <see cref="RecordedEvent.Position"/> beside the value and leave out what is not after it.</remarks>
public sealed class AtLeastOnceViews<TTarget> : IViewStore<TTarget>
{
    private readonly TTarget _target;
    private readonly IViewStore<object> _checkpoints;

    /// <summary>Joins a target and a place for checkpoints.</summary>
    /// <param name="target">What handlers change.</param>
    /// <param name="checkpoints">Where checkpoints are kept: any other view store.</param>
    public AtLeastOnceViews(TTarget target, IViewStore<object> checkpoints)
    {
        _target = target;
        _checkpoints = checkpoints;
    }

    /// <inheritdoc/>
    public Task<Position?> GetCheckpointAsync(string projection, CancellationToken cancel = default) =>
        _checkpoints.GetCheckpointAsync(projection, cancel);

    /// <inheritdoc/>
    public Task ChangeAsync(Func<TTarget, CancellationToken, Task> change, CancellationToken cancel = default) => change(_target, cancel);

    /// <inheritdoc/>
    public async Task ChangeAsync(Checkpoint checkpoint, Func<TTarget, CancellationToken, Task> change, CancellationToken cancel = default)
    {
        await change(_target, cancel).ConfigureAwait(false);
        await _checkpoints.ChangeAsync(checkpoint, Nothing, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task ClearAsync(string projection, Func<TTarget, CancellationToken, Task> change, CancellationToken cancel = default)
    {
        // The other way round, an end in between would leave an empty view that is taken for whole.
        await _checkpoints.ClearAsync(projection, Nothing, cancel).ConfigureAwait(false);
        await change(_target, cancel).ConfigureAwait(false);
    }

    private static Task Nothing(object transaction, CancellationToken cancel) => Task.CompletedTask;
}
