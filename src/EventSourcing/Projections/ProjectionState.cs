namespace EventSourcing.Projections;

/// <summary>What a projection's runner is at.</summary>
public enum ProjectionState
{
    /// <summary>It does not run: it was not started, or was stopped.</summary>
    Stopped,

    /// <summary>It processes what was stored before.</summary>
    CatchingUp,

    /// <summary>It has processed all that was stored, and takes events as they come.</summary>
    Live,

    /// <summary>The store that is followed cannot be reached; it tries again until it can.</summary>
    Retrying,

    /// <summary>An error has stopped it. Started again, it goes on with the event it stopped at.</summary>
    Failed,
}
