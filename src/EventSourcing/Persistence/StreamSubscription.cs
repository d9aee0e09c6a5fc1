namespace EventSourcing.Persistence;

/// <summary>Where a subscription to a stream begins.</summary>
public sealed record StreamSubscription
{
    /// <summary>All of the stream, then live.</summary>
    public static StreamSubscription FromStart { get; } = new();

    /// <summary>Only what is appended from now on.</summary>
    public static StreamSubscription FromEnd { get; } = new() { LiveOnly = true };

    /// <summary>The revision after which to begin; <see langword="null"/>: before the first event.</summary>
    public long? After { get; init; }

    /// <summary>Whether what is stored already is left out; <see cref="After"/> is not looked at then.</summary>
    public bool LiveOnly { get; init; }

    /// <summary>Whether links (events of EventStoreDB's type <c>$&gt;</c>) are followed: the event is then what the link
    /// points to, and <see cref="RecordedEvent.Link"/> the link. Stores without links have nothing to follow.</summary>
    public bool ResolveLinks { get; init; }
}
