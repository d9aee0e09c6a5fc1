using EventSourcing.Domain;

namespace EventSourcing.Persistence;

/// <summary>The root of the errors that have to do with a store.</summary>
public class PersistenceException : EventSourcingException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What happened, to which stream, and what can be done.</param>
    /// <param name="stream">The stream it happened to, if it was one.</param>
    /// <param name="innerException">The cause, if another error is.</param>
    public PersistenceException(string message, string? stream = null, Exception? innerException = null)
        : base(message, innerException) => Stream = stream;

    /// <summary>The stream it happened to; <see langword="null"/> where no single stream is meant.</summary>
    public string? Stream { get; }
}
