using EventSourcing.Domain;
using EventSourcing.Snapshots;

namespace EventSourcing.Loading;

/// <summary>What an aggregate is rebuilt from, held in memory: a snapshot, if it begins with one, and the events after it.
/// It never changes, so many callers can fold an aggregate of their own from it at once.</summary>
internal sealed class AggregateHistory(Snapshot? snapshot, object[] events, LastEvent last)
{
    /// <summary>The most events that are held for one aggregate.</summary>
    public const int MaxEvents = 1000;

    public Snapshot? Snapshot => snapshot;

    public IReadOnlyList<object> Events => events;

    public LastEvent Last => last;

    /// <summary>Rebuilds an aggregate.</summary>
    /// <returns><see langword="null"/> where its snapshot does not fit.</returns>
    public Aggregate? Fold(AggregateType type, string id, SnapshotReader snapshots)
    {
        var aggregate = snapshot is null ? type.Begin(id) : snapshots.Restore(snapshot, type, id);
        if (aggregate is null)
            return null;
        foreach (var data in events)
            aggregate.Fold(type, data, aggregate.Revision + 1);
        return aggregate;
    }
}
