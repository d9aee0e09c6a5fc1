namespace EventSourcing.Persistence.Metadata;

/// <summary>Where a stream's metadata is kept: it is the last event of the stream <c>$$name</c>, in every store.</summary>
public static class MetadataStream
{
    /// <summary>The type of the events.</summary>
    public const string EventType = "$metadata";

    private const string Prefix = "$$";

    /// <summary>The stream that holds the metadata of a stream.</summary>
    /// <exception cref="ArgumentException">The name is empty, or that of a stream that holds metadata itself.</exception>
    public static string Of(string stream)
    {
        RecorderArguments.CheckStream(stream);
        return OwnerOf(stream) is null
            ? Prefix + stream
            : throw new ArgumentException($"'{stream}' holds metadata itself, and has none. Name the stream it is about.", nameof(stream));
    }

    /// <summary>The stream whose metadata a stream holds.</summary>
    /// <returns><see langword="null"/> for all streams that hold none; a metadata stream has no metadata itself.</returns>
    public static string? OwnerOf(string stream) =>
        stream.Length > Prefix.Length && stream.StartsWith(Prefix, StringComparison.Ordinal) && !stream.AsSpan(Prefix.Length).StartsWith(Prefix, StringComparison.Ordinal)
            ? stream[Prefix.Length..]
            : null;
}
