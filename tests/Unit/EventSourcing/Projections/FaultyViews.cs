using EventSourcing.Persistence;
using EventSourcing.Persistence.Checkpoints;
using EventSourcing.Projections;

namespace EventSourcing.Tests.Projections;

/// <summary>A view store that goes wrong before it does something, or after it has.</summary>
internal sealed class FaultyViews<TTransaction>(IViewStore<TTransaction> views, Action<string> fault) : IViewStore<TTransaction>
{
    public async Task<Position?> GetCheckpointAsync(string projection, CancellationToken cancel = default)
    {
        fault("before reading the checkpoint");
        return await views.GetCheckpointAsync(projection, cancel);
    }

    public Task ChangeAsync(Func<TTransaction, CancellationToken, Task> change, CancellationToken cancel = default) => views.ChangeAsync(change, cancel);

    public async Task ChangeAsync(Checkpoint checkpoint, Func<TTransaction, CancellationToken, Task> change, CancellationToken cancel = default)
    {
        fault("before a change");
        await views.ChangeAsync(
            checkpoint,
            async (transaction, token) =>
            {
                await change(transaction, token);
                fault("before the commit");
            },
            cancel);
        fault("after the commit");
    }

    public Task ClearAsync(string projection, Func<TTransaction, CancellationToken, Task> change, CancellationToken cancel = default) =>
        views.ClearAsync(projection, change, cancel);
}
