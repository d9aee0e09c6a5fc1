using EventSourcing.Persistence;
using EventSourcing.Persistence.Checkpoints;

namespace EventSourcing.Projections;

/// <summary>Where read models and their checkpoints live, changed together in one transaction.</summary>
/// <typeparam name="TTransaction">What a change works with.</typeparam>
/// <remarks>When a change raises an error, or is cancelled, the store rolls back and passes the error on as it is.</remarks>
public interface IViewStore<out TTransaction>
{
    /// <summary>Reads how far a projection has come.</summary>
    /// <returns><see langword="null"/> where it has processed nothing yet.</returns>
    Task<Position?> GetCheckpointAsync(string projection, CancellationToken cancel = default);

    /// <summary>Changes the store in a transaction, and leaves checkpoints alone.</summary>
    Task ChangeAsync(Func<TTransaction, CancellationToken, Task> change, CancellationToken cancel = default);

    /// <summary>Changes the store and moves a checkpoint in one transaction: both, or neither.</summary>
    /// <exception cref="CheckpointConflictException">The projection is not where it was expected. Nothing was changed.</exception>
    Task ChangeAsync(Checkpoint checkpoint, Func<TTransaction, CancellationToken, Task> change, CancellationToken cancel = default);

    /// <summary>Changes the store and forgets a projection's checkpoint in one transaction, so that it begins from zero.</summary>
    Task ClearAsync(string projection, Func<TTransaction, CancellationToken, Task> change, CancellationToken cancel = default);
}
