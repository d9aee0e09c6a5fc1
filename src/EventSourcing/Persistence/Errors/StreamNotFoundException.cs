namespace EventSourcing.Persistence;

/// <summary>A stream does not exist, or is soft-deleted.</summary>
public sealed class StreamNotFoundException : PersistenceException
{
    /// <summary>Creates the error.</summary>
    /// <param name="stream">The stream.</param>
    public StreamNotFoundException(string stream)
        : base($"The stream '{stream}' does not exist, or has been deleted. Check the name; stream names are case-sensitive.", stream)
    {
    }
}
