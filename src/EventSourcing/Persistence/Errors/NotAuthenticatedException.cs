namespace EventSourcing.Persistence;

/// <summary>The store does not know the user, or the password is wrong.</summary>
public sealed class NotAuthenticatedException : PersistenceException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Who was refused by whom, and what can be done; never the password.</param>
    /// <param name="innerException">The cause, if another error is.</param>
    public NotAuthenticatedException(string message, Exception? innerException = null)
        : base(message, innerException: innerException)
    {
    }
}
