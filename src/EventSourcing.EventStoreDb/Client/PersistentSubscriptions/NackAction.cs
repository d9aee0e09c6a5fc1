namespace EventSourcing.EventStoreDb.Client.PersistentSubscriptions;

/// <summary>What the server does with an event that a reader refuses. Numbers are those of the wire.</summary>
public enum NackAction
{
    /// <summary>Leaves it to the server, which does as with <see cref="Retry"/>.</summary>
    Unknown = 0,

    /// <summary>Sets it aside, with the reason, until parked events are replayed.</summary>
    Park = 1,

    /// <summary>Delivers it again, and parks it once that was done as often as the subscription allows.</summary>
    Retry = 2,

    /// <summary>Drops it, as if it were acknowledged.</summary>
    Skip = 3,

    /// <summary>Meant to stop the subscription; server 23.10 does as with <see cref="Skip"/>.</summary>
    Stop = 4,
}
