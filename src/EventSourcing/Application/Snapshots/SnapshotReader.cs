using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using EventSourcing.Domain;
using EventSourcing.Persistence;

namespace EventSourcing.Snapshots;

/// <summary>Finds the snapshot to begin with. One that does not fit is as good as none: events tell the same.</summary>
internal sealed class SnapshotReader(IRecorder recorder, IMapper mapper)
{
    /// <summary>Begins an aggregate with the newest snapshot that fits and is not newer than a revision.</summary>
    /// <returns>The aggregate and its snapshot; <see langword="null"/> where there is none to begin with.</returns>
    public async Task<(Aggregate Aggregate, Snapshot Snapshot)?> BeginAsync(AggregateType type, string id, string stream, long revision, CancellationToken cancel)
    {
        try
        {
            await foreach (var snapshot in NewestFirstAsync(stream, cancel).ConfigureAwait(false))
                if (snapshot.Last.Revision <= revision && Restore(snapshot, type, id) is { } aggregate)
                    return (aggregate, snapshot);
        }
        catch (StreamDeletedException)
        {
            // The stream of the snapshots is tombstoned; that of the aggregate need not be.
        }

        return null;
    }

    /// <summary>Makes an aggregate from a snapshot.</summary>
    /// <returns><see langword="null"/> where the snapshot does not fit.</returns>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Old data meets new code here, the user's code among it; whatever goes wrong, the events are still there to rebuild from.")]
    public Aggregate? Restore(Snapshot snapshot, AggregateType type, string id)
    {
        if (type.Snapshots is not { } snapshots || !EventType.Of(snapshots.StateType).Names.Contains(snapshot.Stored.Type))
            return Ignored(snapshot, "it is of another type");
        try
        {
            var aggregate = type.Begin(id);
            snapshots.Restore(aggregate, mapper.ToDomain(snapshot.Stored));
            aggregate.ResumeAt(snapshot.Last.Revision);
            return aggregate;
        }
        catch (Exception error)
        {
            return Ignored(snapshot, error.Message);
        }
    }

    private static Aggregate? Ignored(Snapshot snapshot, string reason)
    {
        SnapshotActivity.Ignored(snapshot, reason);
        return null;
    }

    private async IAsyncEnumerable<Snapshot> NewestFirstAsync(string stream, [EnumeratorCancellation] CancellationToken cancel)
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
}
