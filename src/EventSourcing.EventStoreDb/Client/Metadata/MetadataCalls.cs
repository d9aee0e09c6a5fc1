using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Metadata;

/// <summary>Reads and sets the metadata of streams: the last event of the stream <c>$$name</c>.</summary>
internal static class MetadataCalls
{
    private const string Prefix = "$$";
    private const string EventType = "$metadata";

    public static async Task<RecordedStreamMetadata> GetAsync(EventStoreDbClient client, string stream, CancellationToken cancel)
    {
        var last = client.ReadStreamAsync(Name(stream), StreamRead.Backwards with { MaxCount = 1, MustExist = false }, cancel);
        await foreach (var recorded in last.ConfigureAwait(false))
        {
            var metadata = StreamMetadataJson.Read(recorded.Data);
            return new RecordedStreamMetadata(stream, metadata ?? new StreamMetadata(), recorded.Revision, IsIgnored: metadata is null);
        }

        return new RecordedStreamMetadata(stream, new StreamMetadata(), Revision: null, IsIgnored: false);
    }

    public static Task<AppendResult> SetAsync(EventStoreDbClient client, string stream, StreamMetadata metadata, ExpectedRevision expected, CancellationToken cancel) =>
        client.AppendAsync(Name(stream), expected, [new NewEvent(Guid.CreateVersion7(), EventType, StreamMetadataJson.Write(metadata))], cancel);

    private static string Name(string stream)
    {
        ArgumentException.ThrowIfNullOrEmpty(stream);
        return stream.StartsWith(Prefix, StringComparison.Ordinal)
            ? throw new ArgumentException($"'{stream}' holds metadata itself, and has none. Name the stream it is about.", nameof(stream))
            : Prefix + stream;
    }
}
