using EventSourcing.Persistence;
using EventSourcing.Persistence.Checkpoints;
using EventSourcing.Projections;

namespace EventSourcing.ProcessManagers;

/// <summary>The store of a process manager as its runner sees it: a change is what aggregates raise, appended together with
/// the checkpoint.</summary>
internal sealed class ProcessStore(Repository repository, ICheckpointRecorder recorder) : IViewStore<ProcessTransaction>
{
    private const int MaxAttempts = 20;

    public Task<Position?> GetCheckpointAsync(string projection, CancellationToken cancel = default) => recorder.GetCheckpointAsync(projection, cancel);

    public Task ChangeAsync(Func<ProcessTransaction, CancellationToken, Task> change, CancellationToken cancel = default) =>
        CommitAsync(change, aggregates => repository.SaveAsync(aggregates, cancel), cancel);

    public Task ChangeAsync(Checkpoint checkpoint, Func<ProcessTransaction, CancellationToken, Task> change, CancellationToken cancel = default) =>
        CommitAsync(change, aggregates => repository.SaveAsync(aggregates, checkpoint, cancel), cancel);

    public Task ClearAsync(string projection, Func<ProcessTransaction, CancellationToken, Task> change, CancellationToken cancel = default) =>
        throw new NotSupportedException("A process manager does not begin from zero: what it has saved are facts.");

    /// <summary>Decides again on freshly loaded aggregates when another writer was faster.</summary>
    private async Task CommitAsync(
        Func<ProcessTransaction, CancellationToken, Task> change, Func<IReadOnlyList<Domain.Aggregate>, Task> save, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var transaction = new ProcessTransaction(repository);
            await change(transaction, cancel).ConfigureAwait(false);
            try
            {
                await save(transaction.Aggregates).ConfigureAwait(false);
                return;
            }
            catch (WrongExpectedRevisionException) when (attempt < MaxAttempts)
            {
                // Loading the aggregates again is the pause: the winner's events are read before the next try.
            }
        }
    }
}
