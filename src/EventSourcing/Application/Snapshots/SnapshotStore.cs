using System.Runtime.CompilerServices;
using EventSourcing.Persistence;
using EventSourcing.Persistence.Metadata;

namespace EventSourcing.Snapshots;

/// <summary>Reads and writes snapshots, whatever their states look like: in the order of the aggregate's revisions, and
/// no more of them than are to be kept.</summary>
internal static class SnapshotStore
{
    private const int MaxAttempts = 5;

    /// <summary>Reads the snapshots of an aggregate, newest first.</summary>
    /// <exception cref="StreamDeletedException">The stream of the snapshots is tombstoned; that of the aggregate need not
    /// be.</exception>
    public static async IAsyncEnumerable<Snapshot> NewestFirstAsync(IRecorder recorder, string stream, [EnumeratorCancellation] CancellationToken cancel)
    {
        // States can be large, and the newest is nearly always the one: the others are asked for only after it.
        var read = StreamRead.Backwards with { MaxCount = 1 };
        while (true)
        {
            long? oldest = null;
            await foreach (var stored in recorder.ReadStreamAsync(Snapshot.StreamOf(stream), read, cancel).ConfigureAwait(false))
            {
                oldest = stored.Revision;
                if (Snapshot.Of(stored) is { } snapshot)
                    yield return snapshot;
            }

            if (oldest is null or 0 || read.MaxCount > 1)
                yield break;
            read = StreamRead.Backwards with { From = oldest - 1 };
        }
    }

    /// <summary>Stores a snapshot, unless a newer one is there, which it would hide.</summary>
    /// <returns>Whether it was stored.</returns>
    public static async Task<bool> WriteAsync(IRecorder recorder, Snapshot snapshot, int keep, CancellationToken cancel)
    {
        var stream = snapshot.Stored.Stream;
        var added = new NewEvent(snapshot.Stored.Id, snapshot.Stored.Type, snapshot.Stored.Data, snapshot.Stored.Metadata, snapshot.Stored.IsJson);
        for (var attempt = 1; ; attempt++)
        {
            var newest = await NewestAsync(recorder, stream, cancel).ConfigureAwait(false);
            if (newest is not null && Snapshot.Of(newest)?.Last is { } last && (last.Revision > snapshot.Last.Revision || (last == snapshot.Last && IsAsGood(newest, added))))
                return false;

            await TrimAsync(recorder, stream, keep, cancel).ConfigureAwait(false);
            try
            {
                await recorder.AppendAsync(stream, newest is null ? ExpectedRevision.NoStream : ExpectedRevision.Exactly(newest.Revision), [added], cancel).ConfigureAwait(false);
                return true;
            }
            catch (WrongExpectedRevisionException) when (attempt < MaxAttempts)
            {
                // Another saver was faster; its snapshot may be the newer one.
            }
        }
    }

    private static bool IsAsGood(RecordedEvent stored, NewEvent added) =>
        stored.Type == added.Type && EventMetadata.ShapeOf(stored.Metadata).Version >= EventMetadata.ShapeOf(added.Metadata).Version;

    private static async Task<RecordedEvent?> NewestAsync(IRecorder recorder, string stream, CancellationToken cancel)
    {
        await foreach (var stored in recorder.ReadStreamAsync(stream, StreamRead.Backwards with { MaxCount = 1 }, cancel).ConfigureAwait(false))
            return stored;
        return null;
    }

    /// <summary>Has the store drop all but the newest; after the first snapshot this only looks.</summary>
    private static async Task TrimAsync(IRecorder recorder, string stream, int keep, CancellationToken cancel)
    {
        var found = await recorder.GetStreamMetadataAsync(stream, cancel).ConfigureAwait(false);
        if (found.Metadata.MaxCount == keep || found.Metadata.IsSoftDelete)
            return;
        try
        {
            var expected = found.Revision is { } revision ? ExpectedRevision.Exactly(revision) : ExpectedRevision.NoStream;
            await recorder.SetStreamMetadataAsync(stream, found.Metadata with { MaxCount = keep }, expected, cancel).ConfigureAwait(false);
        }
        catch (WrongExpectedRevisionException)
        {
            // Another saver has just set it.
        }
    }
}
