namespace PSEventSourcing.Commands.Scavenging;

/// <summary>What has become of a scavenge.</summary>
public enum ScavengeStatus
{
    /// <summary>It runs; or its node has gone down, and has not come back to say so.</summary>
    Running,

    /// <summary>It is done.</summary>
    Completed,

    /// <summary>It was stopped. The next one goes on where it was.</summary>
    Stopped,

    /// <summary>It has failed.</summary>
    Failed,
}
