namespace EventSourcing.Persistence;

/// <summary>The kinds of what a subscription delivers.</summary>
public enum SubscriptionMessageKind
{
    /// <summary>An event.</summary>
    Event,

    /// <summary>The subscription has delivered everything that was stored, and goes on live.</summary>
    CaughtUp,

    /// <summary>The subscription is live no more, and catches up again.</summary>
    FellBehind,

    /// <summary>A filtered subscription has looked through the log up to here.</summary>
    Checkpoint,
}
