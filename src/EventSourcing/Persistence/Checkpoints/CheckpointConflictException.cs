namespace EventSourcing.Persistence.Checkpoints;

/// <summary>A follower's checkpoint is not where the follower left it: another one runs under the same name, or an answer
/// was lost. Nothing was written.</summary>
public sealed class CheckpointConflictException : PersistenceException
{
    /// <summary>Creates the error.</summary>
    /// <param name="checkpoint">The checkpoint that was to be written.</param>
    /// <param name="actual">Where the follower is.</param>
    public CheckpointConflictException(Checkpoint checkpoint, Position? actual)
        : base($"'{checkpoint.Follower}' was expected at {Text(checkpoint.Previous)}, and is at {Text(actual)}; nothing was written. Read its checkpoint and go on from there, and let only one follower run under this name.", null)
    {
        Checkpoint = checkpoint;
        Actual = actual;
    }

    /// <summary>The checkpoint that was to be written.</summary>
    public Checkpoint Checkpoint { get; }

    /// <summary>Where the follower is; <see langword="null"/> where it has processed nothing yet.</summary>
    public Position? Actual { get; }

    private static string Text(Position? position) => position is null ? "the start" : $"position {position}";
}
