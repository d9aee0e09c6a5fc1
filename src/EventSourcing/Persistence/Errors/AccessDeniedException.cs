namespace EventSourcing.Persistence;

/// <summary>The user, or an anonymous caller, is not allowed to do this.</summary>
public sealed class AccessDeniedException : PersistenceException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What was refused, and what can be done.</param>
    /// <param name="stream">The stream it happened to, if it was one.</param>
    /// <param name="innerException">The cause, if another error is.</param>
    public AccessDeniedException(string message, string? stream = null, Exception? innerException = null)
        : base(message, stream, innerException)
    {
    }
}
