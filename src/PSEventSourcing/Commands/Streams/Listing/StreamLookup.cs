using EventSourcing.Persistence;
using EventSourcing.Persistence.Metadata;

namespace PSEventSourcing.Commands.Streams.Listing;

/// <summary>Looks a stream up: its first event, its last, and what has become of it.</summary>
internal static class StreamLookup
{
    /// <returns><see langword="null"/> where the stream never was.</returns>
    public static async Task<EventStreamInfo?> FindAsync(IRecorder recorder, string stream, CancellationToken cancel)
    {
        try
        {
            var last = await EndAsync(recorder, stream, StreamRead.Backwards, cancel).ConfigureAwait(false);
            if (last is null)
                return await EmptyAsync(recorder, stream, cancel).ConfigureAwait(false);

            var first = last.Revision == 0 ? last : await EndAsync(recorder, stream, StreamRead.Forwards, cancel).ConfigureAwait(false) ?? last;
            return new EventStreamInfo
            {
                Stream = stream,
                State = first.Revision > 0 ? EventStreamState.Truncated : EventStreamState.Active,
                FirstRevision = first.Revision,
                LastRevision = last.Revision,
                FirstEvent = first.Created,
                LastEvent = last.Created,
            };
        }
        catch (StreamDeletedException)
        {
            return new EventStreamInfo { Stream = stream, State = EventStreamState.Tombstoned };
        }
    }

    private static async Task<EventStreamInfo?> EmptyAsync(IRecorder recorder, string stream, CancellationToken cancel)
    {
        if (MetadataStream.OwnerOf(stream) is not null)
            return null;
        var metadata = (await recorder.GetStreamMetadataAsync(stream, cancel).ConfigureAwait(false)).Metadata;
        if (metadata.IsSoftDelete)
            return new EventStreamInfo { Stream = stream, State = EventStreamState.SoftDeleted };
        return metadata is { TruncateBefore: null, MaxAge: null } ? null : new EventStreamInfo { Stream = stream, State = EventStreamState.Truncated };
    }

    private static async Task<RecordedEvent?> EndAsync(IRecorder recorder, string stream, StreamRead read, CancellationToken cancel)
    {
        await foreach (var recorded in recorder.ReadStreamAsync(stream, read with { MaxCount = 1 }, cancel).ConfigureAwait(false))
            return recorded;
        return null;
    }
}
