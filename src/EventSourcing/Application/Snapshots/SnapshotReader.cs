using EventSourcing.Domain;
using EventSourcing.Persistence;

namespace EventSourcing.Snapshots;

/// <summary>Finds the snapshot to begin with. One that does not fit is as good as none: events tell the same.</summary>
internal sealed class SnapshotReader(IRecorder recorder, IMapper mapper)
{
    private readonly SnapshotMapper _mapper = new(mapper);

    /// <summary>Begins an aggregate with the newest snapshot that fits and is not newer than a revision.</summary>
    /// <returns>The aggregate and its snapshot; <see langword="null"/> where there is none to begin with.</returns>
    public async Task<(Aggregate Aggregate, Snapshot Snapshot)?> BeginAsync(AggregateType type, string id, string stream, long revision, CancellationToken cancel)
    {
        try
        {
            await foreach (var snapshot in SnapshotStore.NewestFirstAsync(recorder, stream, cancel).ConfigureAwait(false))
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
    public Aggregate? Restore(Snapshot snapshot, AggregateType type, string id) => _mapper.Restore(snapshot, type, id);
}
