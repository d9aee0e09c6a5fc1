namespace EventSourcing.Persistence;

/// <summary>A write was sent, and no answer came: the store may have written it, or not.</summary>
public sealed class AppendOutcomeUnknownException : PersistenceException
{
    /// <summary>Creates the error.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="reason">Why no answer came.</param>
    /// <param name="innerException">The cause, if another error is.</param>
    public AppendOutcomeUnknownException(string stream, string reason, Exception? innerException = null)
        : base($"Whether the write to '{stream}' happened is unknown: {reason} Read the stream, or append again with the same event ids, as saving the same aggregate again does: nothing is written twice then.", stream, innerException)
    {
    }
}
