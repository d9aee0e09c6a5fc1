namespace EventSourcing.Domain;

/// <summary>The root of every error this library raises on purpose. The message says what happened, to which
/// aggregate or stream, and what can be done.</summary>
public class EventSourcingException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What happened, to what, and what can be done.</param>
    /// <param name="innerException">The cause, if another error is.</param>
    public EventSourcingException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
