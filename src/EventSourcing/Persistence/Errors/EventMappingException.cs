using EventSourcing.Domain;

namespace EventSourcing.Persistence;

/// <summary>An event could not be turned into bytes, or stored bytes not into an event.</summary>
public sealed class EventMappingException : EventSourcingException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Which event, and why.</param>
    /// <param name="innerException">The cause, if another error is.</param>
    public EventMappingException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
