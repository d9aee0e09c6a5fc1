namespace EventSourcing.Persistence;

/// <summary>The store could not be reached, or is not ready. What was to be written was not.</summary>
public sealed class StoreUnavailableException : PersistenceException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What could not be reached and why, and what can be done.</param>
    /// <param name="stream">The stream it happened to, if it was one.</param>
    /// <param name="innerException">The cause, if another error is.</param>
    public StoreUnavailableException(string message, string? stream = null, Exception? innerException = null)
        : base(message, stream, innerException)
    {
    }
}
