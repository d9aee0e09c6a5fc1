namespace EventSourcing.Persistence;

/// <summary>The server's certificate was refused, so nothing was sent to it.</summary>
public sealed class StoreCertificateException : PersistenceException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Whose certificate was refused and why, and what can be done.</param>
    /// <param name="innerException">The cause, if another error is.</param>
    public StoreCertificateException(string message, Exception? innerException = null)
        : base(message, innerException: innerException)
    {
    }
}
