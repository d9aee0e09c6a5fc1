namespace PSEventSourcing.Commands.ServerProjections;

/// <summary>How long a projection lives.</summary>
public enum ServerProjectionMode
{
    /// <summary>It goes on live, and keeps its place in checkpoints.</summary>
    Continuous,

    /// <summary>It runs once over what is there, and stops.</summary>
    OneTime,

    /// <summary>It runs once over what is there, and is kept in memory alone.</summary>
    Transient,
}
