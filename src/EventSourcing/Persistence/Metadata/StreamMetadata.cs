namespace EventSourcing.Persistence.Metadata;

/// <summary>What the store, and whoever else likes, knows about a stream. A <see langword="null"/> is a key that is not
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

    /// <summary>How long Atom feeds of the stream may be cached (<c>$cacheControl</c>): whole seconds, at least one. Only
    /// EventStoreDB looks at it.</summary>
    public TimeSpan? CacheControl { get; init; }

    /// <summary>Who may do what with the stream (<c>$acl</c>). Only EventStoreDB, with TLS, looks at it.</summary>
    public StreamAcl? Acl { get; init; }

    /// <summary>All other keys, each with its value as JSON text, kept as it is.</summary>
    public IReadOnlyDictionary<string, string> Custom { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether it is what a soft delete leaves: no revision is ever as high.</summary>
    public bool IsSoftDelete => TruncateBefore == long.MaxValue;

    /// <summary>Reads metadata from its JSON.</summary>
    /// <returns><see langword="null"/> where a store ignores all of it: it is no JSON object, or one of the store's keys
    /// has a wrong type.</returns>
    public static StreamMetadata? Parse(ReadOnlyMemory<byte> json) => StreamMetadataJson.Read(json);

    /// <summary>Writes the metadata as JSON, in the keys of EventStoreDB.</summary>
    /// <exception cref="ArgumentException">A value is one that a store would ignore.</exception>
    public byte[] ToBytes() => StreamMetadataJson.Write(this);

    /// <summary>The lowest revision that is served by <see cref="TruncateBefore"/> and <see cref="MaxCount"/>; beyond the
    /// last where none is.</summary>
    /// <param name="last">The revision of the stream's last event; -1 where it has none.</param>
    public long FirstServed(long last) => Math.Max(TruncateBefore ?? 0, MaxCount is { } count ? last - count + 1 : 0);
}
