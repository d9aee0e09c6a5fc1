using System.Diagnostics.CodeAnalysis;

namespace EventSourcing.Persistence;

/// <summary>What a subscription delivers: an event, or a notice about where it is.</summary>
public readonly record struct SubscriptionMessage
{
    private SubscriptionMessage(SubscriptionMessageKind kind, RecordedEvent? recorded, Position? position)
    {
        Kind = kind;
        Event = recorded;
        Position = position;
    }

    /// <summary>The subscription has delivered everything that was stored, and goes on live.</summary>
    public static SubscriptionMessage CaughtUp => new(SubscriptionMessageKind.CaughtUp, null, null);

    /// <summary>The subscription is live no more, and catches up again.</summary>
    public static SubscriptionMessage FellBehind => new(SubscriptionMessageKind.FellBehind, null, null);

    /// <summary>What it is.</summary>
    public SubscriptionMessageKind Kind { get; }

    /// <summary>The event, where it is one.</summary>
    public RecordedEvent? Event { get; }

    /// <summary>Where the subscription is in the log: of an event its position, of a checkpoint how far the log has been
    /// looked through; <see langword="null"/> in other notices, and where the store does not say.</summary>
    public Position? Position { get; }

    /// <summary>Whether it is an event.</summary>
    [MemberNotNullWhen(true, nameof(Event))]
    public bool IsEvent => Kind == SubscriptionMessageKind.Event;

    /// <summary>Delivers an event.</summary>
    public static SubscriptionMessage Of(RecordedEvent recorded) => new(SubscriptionMessageKind.Event, recorded, recorded.Position);

    /// <summary>Tells how far a filtered subscription has looked through the log.</summary>
    public static SubscriptionMessage Checkpoint(Position position) => new(SubscriptionMessageKind.Checkpoint, null, position);
}
