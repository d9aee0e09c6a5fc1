namespace EventSourcing.Persistence;

/// <summary>A stream is deleted: tombstoned for ever, or soft-deleted where an existing one was demanded.</summary>
public sealed class StreamDeletedException : PersistenceException
{
    /// <summary>Creates the error.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="innerException">The cause, if another error is.</param>
    public StreamDeletedException(string stream, Exception? innerException = null)
        : base($"The stream '{stream}' has been deleted. If it was tombstoned, its name can never be used again: use another stream.", stream, innerException)
    {
    }
}
