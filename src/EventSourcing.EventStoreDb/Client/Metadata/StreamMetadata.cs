namespace EventSourcing.EventStoreDb.Client.Metadata;

/// <summary>What the server, and whoever else likes, knows about a stream. A <see langword="null"/> is a key that is not
/// there.</summary>
/// <remarks>Setting it replaces all of it: what is to stay is read first. A soft-deleted stream has a
/// <see cref="TruncateBefore"/> of 2^63-1 and nothing else; other metadata revives it, empty.</remarks>
public sealed record StreamMetadata
{
    /// <summary>How old events may be that are still served (<c>$maxAge</c>): whole seconds, at least one.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>How many of the newest events are served (<c>$maxCount</c>), at least one.</summary>
    public long? MaxCount { get; init; }

    /// <summary>The revision before which nothing is served (<c>$tb</c>), from 0.</summary>
    public long? TruncateBefore { get; init; }

    /// <summary>How long Atom feeds of the stream may be cached (<c>$cacheControl</c>): whole seconds, at least one.</summary>
    public TimeSpan? CacheControl { get; init; }

    /// <summary>Who may do what with the stream (<c>$acl</c>).</summary>
    public StreamAcl? Acl { get; init; }

    /// <summary>All other keys, each with its value as JSON text, kept as it is.</summary>
    public IReadOnlyDictionary<string, string> Custom { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
