namespace EventSourcing.Persistence;

/// <summary>An aggregate's stream does not begin at revision 0, so the aggregate cannot be rebuilt.</summary>
public sealed class TruncatedStreamException : PersistenceException
{
    /// <summary>Creates the error.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="firstRevision">The revision it begins at.</param>
    public TruncatedStreamException(string stream, long firstRevision)
        : base($"The stream '{stream}' begins at revision {firstRevision}: it was truncated, or deleted and written again, and the events before that are gone. An aggregate cannot be rebuilt from it; use a new id.", stream) =>
        FirstRevision = firstRevision;

    /// <summary>The revision the stream begins at.</summary>
    public long FirstRevision { get; }
}
