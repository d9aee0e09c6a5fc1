namespace EventSourcing.Persistence;

/// <summary>The store did not answer a call that changes nothing within its deadline.</summary>
public sealed class StoreTimeoutException : PersistenceException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Which call, how long it waited, and what can be done.</param>
    /// <param name="stream">The stream it happened to, if it was one.</param>
    /// <param name="innerException">The cause, if another error is.</param>
    public StoreTimeoutException(string message, string? stream = null, Exception? innerException = null)
        : base(message, stream, innerException)
    {
    }
}
