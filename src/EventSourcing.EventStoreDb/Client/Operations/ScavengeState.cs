namespace EventSourcing.EventStoreDb.Client.Operations;

/// <summary>What became of a call that concerns a scavenge.</summary>
public enum ScavengeState
{
    /// <summary>The scavenge was started.</summary>
    Started = 0,

    /// <summary>Another one runs; nothing was started.</summary>
    InProgress = 1,

    /// <summary>The scavenge was stopped.</summary>
    Stopped = 2,
}
