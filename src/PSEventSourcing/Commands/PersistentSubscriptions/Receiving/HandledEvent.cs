namespace PSEventSourcing.Commands.PersistentSubscriptions.Receiving;

/// <summary>What a handler has decided about an event.</summary>
public sealed record HandledEvent
{
    /// <summary>The stream of the event.</summary>
    public required string Stream { get; init; }

    /// <summary>The event's place in the stream.</summary>
    public long Revision { get; init; }

    /// <summary>The event's type.</summary>
    public required string Type { get; init; }

    /// <summary>What becomes of it.</summary>
    public EventAnswer Answer { get; init; }

    /// <summary>Why, where the handler has said so or has failed.</summary>
    public string? Reason { get; init; }

    /// <summary>How often it was delivered before.</summary>
    public int RetryCount { get; init; }

    /// <summary>Whether the server was told. If not, the connection was lost before, and the event comes again.</summary>
    public bool IsTold { get; init; }

    /// <summary>The event itself.</summary>
    public required ReceivedEvent Event { get; init; }

    internal static HandledEvent Of(ReceivedEvent received, HandlerAnswer answer, bool isTold) => new()
    {
        Stream = received.Stream,
        Revision = received.Revision,
        Type = received.Type,
        Answer = answer.Answer,
        Reason = answer.Reason,
        RetryCount = received.RetryCount,
        IsTold = isTold,
        Event = received,
    };
}
