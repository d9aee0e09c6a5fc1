using EventSourcing.Domain;

namespace EventSourcing.Persistence;

/// <summary>An event could not be turned into bytes, or stored bytes not into an event.</summary>
public class EventMappingException : EventSourcingException
{
    /// <summary>Creates the error of an event that is not stored yet.</summary>
    /// <param name="message">Which event, and why.</param>
    /// <param name="innerException">The cause, if another error is.</param>
    public EventMappingException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the error of a stored event.</summary>
    /// <param name="recorded">The event.</param>
    /// <param name="why">What is wrong with it, and what can be done; it goes on where the name of the event ends.</param>
    /// <param name="innerException">The cause, if another error is.</param>
    public EventMappingException(RecordedEvent recorded, string why, Exception? innerException = null)
        : base($"{recorded} {why}", innerException)
    {
        Stream = recorded.Stream;
        Revision = recorded.Revision;
        EventType = recorded.Type;
    }

    /// <summary>The stream of the event; <see langword="null"/> where it is not stored yet.</summary>
    public string? Stream { get; }

    /// <summary>The event's place in its stream; <see langword="null"/> where it is not stored yet.</summary>
    public long? Revision { get; }

    /// <summary>The type name it is stored under; <see langword="null"/> where it is not stored yet.</summary>
    public string? EventType { get; }
}
