using EventSourcing.Persistence;
using EventSourcing.Persistence.Checkpoints;

namespace EventSourcing.Projections.InMemory;

/// <summary>Keeps views and their checkpoints in memory, for as long as the object lives. Any number of threads read,
/// without waiting for those who write; transactions run one after the other.</summary>
public sealed class InMemoryViews : IViewStore<InMemoryViewTransaction>, IDisposable
{
    private readonly SemaphoreSlim _writing = new(1);
    private volatile InMemoryViewSnapshot _committed = InMemoryViewSnapshot.Empty;

    /// <summary>All views as they are now, consistent with each other and with their checkpoints.</summary>
    public InMemoryViewSnapshot Snapshot => _committed;

    /// <inheritdoc/>
    public Task<Position?> GetCheckpointAsync(string projection, CancellationToken cancel = default) => cancel.IsCancellationRequested
        ? Task.FromCanceled<Position?>(cancel)
        : Task.FromResult(CheckpointOf(projection));

    /// <inheritdoc/>
    public Task ChangeAsync(Func<InMemoryViewTransaction, CancellationToken, Task> change, CancellationToken cancel = default) =>
        CommitAsync(change, after => after, cancel);

    /// <inheritdoc/>
    public Task ChangeAsync(Checkpoint checkpoint, Func<InMemoryViewTransaction, CancellationToken, Task> change, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return CommitAsync(
            (transaction, token) => CheckpointOf(checkpoint.Follower) is var actual && actual == checkpoint.Previous
                ? change(transaction, token)
                : throw new CheckpointConflictException(checkpoint, actual),
            after => after.At(checkpoint.Follower, checkpoint.Position),
            cancel);
    }

    /// <inheritdoc/>
    public Task ClearAsync(string projection, Func<InMemoryViewTransaction, CancellationToken, Task> change, CancellationToken cancel = default) =>
        CommitAsync(change, after => after.At(projection, null), cancel);

    /// <inheritdoc/>
    public void Dispose() => _writing.Dispose();

    private Position? CheckpointOf(string projection) => _committed.Checkpoints.TryGetValue(projection, out var position) ? position : null;

    private async Task CommitAsync(
        Func<InMemoryViewTransaction, CancellationToken, Task> change, Func<InMemoryViewSnapshot, InMemoryViewSnapshot> move, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var transaction = new InMemoryViewTransaction(_committed);
            await change(transaction, cancel).ConfigureAwait(false);
            cancel.ThrowIfCancellationRequested();
            _committed = move(transaction.Commit());
        }
        finally
        {
            _writing.Release();
        }
    }
}
