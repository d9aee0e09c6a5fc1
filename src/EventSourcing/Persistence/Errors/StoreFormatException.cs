namespace EventSourcing.Persistence;

/// <summary>What a store holds cannot be used: a newer version of this library wrote it, or another program did, or it is
/// damaged. Nothing was written.</summary>
public sealed class StoreFormatException : PersistenceException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Which store, what is wrong with it, and what can be done.</param>
    /// <param name="innerException">The cause, if another error is.</param>
    public StoreFormatException(string message, Exception? innerException = null)
        : base(message, innerException: innerException)
    {
    }
}
