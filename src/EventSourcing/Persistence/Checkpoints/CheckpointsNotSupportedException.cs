namespace EventSourcing.Persistence.Checkpoints;

/// <summary>A checkpoint was to be kept with events, and the store cannot do that. Nothing was written.</summary>
public sealed class CheckpointsNotSupportedException : PersistenceException
{
    /// <summary>Creates the error.</summary>
    /// <param name="follower">The follower's name.</param>
    public CheckpointsNotSupportedException(string follower)
        : base($"'{follower}' saves events and its checkpoint together, and its own store cannot do that. Let it keep its events in SQLite or in memory; what it follows may be in any store.")
    {
    }
}
