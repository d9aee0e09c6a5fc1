using System.Diagnostics.CodeAnalysis;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Persistence.Metadata;

namespace EventSourcing.Snapshots;

/// <summary>Takes snapshots and stores them, in the order of the aggregate's revisions.</summary>
internal sealed class SnapshotWriter(IRecorder recorder, IMapper mapper)
{
    private const int MaxAttempts = 5;

    /// <summary>Takes the state of an aggregate as it is now.</summary>
    /// <exception cref="EventMappingException">The state cannot be written as JSON.</exception>
    public Snapshot Take(SnapshotType type, Aggregate aggregate, string stream, LastEvent last)
    {
        var taken = EventContext.Current.Stamp(type.Take(aggregate)) with { CausationId = last.Id.ToString() };
        var state = mapper.ToStored(taken);
        var stored = new RecordedEvent
        {
            Stream = Snapshot.StreamOf(stream),
            Revision = 0,
            Position = null,
            Id = state.Id,
            Type = state.Type,
            Created = taken.Time,
            Data = state.Data,
            Metadata = SnapshotMetadata.WithRevision(state.Metadata, last.Revision),
            IsJson = state.IsJson,
        };
        return new Snapshot(stored, last);
    }

    /// <summary>Takes the state, if it can be had.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The caller can do without, whatever the user's code does.")]
    public Snapshot? TryTake(SnapshotType type, Aggregate aggregate, string stream, LastEvent last)
    {
        try
        {
            return Take(type, aggregate, stream, last);
        }
        catch (Exception)
        {
            return null;
        }
    }

    /// <summary>Stores a snapshot, unless a newer one is there, which it would hide.</summary>
    /// <returns>Whether it was stored.</returns>
    public async Task<bool> WriteAsync(Snapshot snapshot, int keep, CancellationToken cancel)
    {
        var stream = snapshot.Stored.Stream;
        var added = new NewEvent(snapshot.Stored.Id, snapshot.Stored.Type, snapshot.Stored.Data, snapshot.Stored.Metadata, snapshot.Stored.IsJson);
        for (var attempt = 1; ; attempt++)
        {
            var newest = await NewestAsync(stream, cancel).ConfigureAwait(false);
            if (newest is not null && Snapshot.Of(newest)?.Last is { } last && (last.Revision > snapshot.Last.Revision || (last == snapshot.Last && IsAsGood(newest, added))))
                return false;

            await TrimAsync(stream, keep, cancel).ConfigureAwait(false);
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

    /// <summary>Takes and stores a snapshot after a save. The events are saved, so this must not fail.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The save has succeeded, and must not seem to have failed, whatever becomes of the snapshot. Listeners to the activity are told.")]
    public async Task TryAsync(SnapshotType type, Aggregate aggregate, string stream, LastEvent last, int keep, CancellationToken cancel)
    {
        using var activity = SnapshotActivity.Begin(stream, last.Revision);
        try
        {
            await WriteAsync(Take(type, aggregate, stream, last), keep, cancel).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            SnapshotActivity.Failed(activity, error);
        }
    }

    private static bool IsAsGood(RecordedEvent stored, NewEvent added) =>
        stored.Type == added.Type && EventMetadata.ShapeOf(stored.Metadata).Version >= EventMetadata.ShapeOf(added.Metadata).Version;

    private async Task<RecordedEvent?> NewestAsync(string stream, CancellationToken cancel)
    {
        await foreach (var stored in recorder.ReadStreamAsync(stream, StreamRead.Backwards with { MaxCount = 1 }, cancel).ConfigureAwait(false))
            return stored;
        return null;
    }

    /// <summary>Has the store drop all but the newest; after the first snapshot this only looks.</summary>
    private async Task TrimAsync(string stream, int keep, CancellationToken cancel)
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
