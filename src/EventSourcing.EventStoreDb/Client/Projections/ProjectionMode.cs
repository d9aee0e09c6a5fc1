namespace EventSourcing.EventStoreDb.Client.Projections;

/// <summary>How long a projection lives.</summary>
public enum ProjectionMode
{
    /// <summary>It goes on live, with checkpoints.</summary>
    Continuous,

    /// <summary>It runs over what is there, and stops.</summary>
    OneTime,

    /// <summary>It runs over what is there, and stops; it is kept in memory alone, and gone when the server restarts or nobody
    /// has asked for it for a while.</summary>
    Transient,
}
