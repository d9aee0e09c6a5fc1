namespace EventSourcing.Persistence;

/// <summary>Where a subscription to the log of all streams begins, and what it delivers.</summary>
public sealed record AllSubscription
{
    /// <summary>All of the log, then live.</summary>
    public static AllSubscription FromStart { get; } = new();

    /// <summary>Only what is appended from now on.</summary>
    public static AllSubscription FromEnd { get; } = new() { LiveOnly = true };

    /// <summary>The position after which to begin: of an event or a checkpoint; <see langword="null"/>: before the first
    /// event.</summary>
    public Position? After { get; init; }

    /// <summary>Whether what is stored already is left out; <see cref="After"/> is not looked at then.</summary>
    public bool LiveOnly { get; init; }

    /// <summary>Which events to deliver.</summary>
    public EventFilter Filter { get; init; } = EventFilter.None;

    /// <summary>Whether links (events of EventStoreDB's type <c>$&gt;</c>) are followed: the event is then what the link
    /// points to, and <see cref="RecordedEvent.Link"/> the link. Stores without links have nothing to follow.</summary>
    public bool ResolveLinks { get; init; }
}
