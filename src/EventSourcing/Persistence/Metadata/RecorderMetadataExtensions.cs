namespace EventSourcing.Persistence.Metadata;

/// <summary>Reads and sets the metadata of streams, in any store.</summary>
public static class RecorderMetadataExtensions
{
    /// <summary>Reads a stream's metadata.</summary>
    /// <param name="recorder">The store.</param>
    /// <param name="stream">The stream, which need not exist.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <exception cref="StreamDeletedException">The stream is tombstoned.</exception>
    public static async Task<RecordedStreamMetadata> GetStreamMetadataAsync(this IRecorder recorder, string stream, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(recorder);
        var last = recorder.ReadStreamAsync(MetadataStream.Of(stream), StreamRead.Backwards with { MaxCount = 1 }, cancel);
        await foreach (var recorded in last.ConfigureAwait(false))
        {
            var metadata = StreamMetadata.Parse(recorded.Data);
            return new RecordedStreamMetadata(stream, metadata ?? new StreamMetadata(), recorded.Revision, IsIgnored: metadata is null);
        }

        return new RecordedStreamMetadata(stream, new StreamMetadata(), Revision: null, IsIgnored: false);
    }

    /// <summary>Sets a stream's metadata: all of it is replaced.</summary>
    /// <param name="recorder">The store.</param>
    /// <param name="stream">The stream, which need not exist.</param>
    /// <param name="metadata">The metadata.</param>
    /// <param name="expected">What is demanded of the metadata, whose revisions are its own: mostly that which was read.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <returns>The revision of the metadata.</returns>
    /// <exception cref="WrongExpectedRevisionException">It was changed in between; the stream it names is <c>$$</c> and the name.</exception>
    /// <exception cref="StreamDeletedException">The stream is tombstoned.</exception>
    /// <exception cref="ArgumentException">A value is one that the store would ignore.</exception>
    public static Task<AppendResult> SetStreamMetadataAsync(
        this IRecorder recorder, string stream, StreamMetadata metadata, ExpectedRevision expected, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(recorder);
        ArgumentNullException.ThrowIfNull(metadata);
        return recorder.AppendAsync(MetadataStream.Of(stream), expected, [new NewEvent(Guid.CreateVersion7(), MetadataStream.EventType, metadata.ToBytes())], cancel);
    }
}
