namespace EventSourcing.Persistence.Checkpoints;

/// <summary>A recorder that can keep a follower's checkpoint in the same transaction as the events the follower writes,
/// so that each event followed has its effect exactly once.</summary>
public interface ICheckpointRecorder : IRecorder
{
    /// <summary>Reads how far a follower has come.</summary>
    /// <param name="follower">The follower's name; not empty.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <returns><see langword="null"/> where it has processed nothing yet.</returns>
    Task<Position?> GetCheckpointAsync(string follower, CancellationToken cancel = default);

    /// <summary>Appends to any number of streams and moves a checkpoint, all or nothing.</summary>
    /// <param name="appends">The streams, each at most once, with their events; may be none.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="cancel">Gives up; the outcome is unknown then: read the checkpoint.</param>
    /// <returns>A result for each stream, in the same order.</returns>
    /// <exception cref="CheckpointConflictException">The follower is not where it was expected. Nothing was written.</exception>
    /// <exception cref="WrongExpectedRevisionException">A stream is at another revision. Nothing was written.</exception>
    Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<StreamAppend> appends, Checkpoint checkpoint, CancellationToken cancel = default);
}
