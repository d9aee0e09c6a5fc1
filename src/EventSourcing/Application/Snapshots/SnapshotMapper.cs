using System.Diagnostics.CodeAnalysis;
using EventSourcing.Domain;
using EventSourcing.Persistence;

namespace EventSourcing.Snapshots;

/// <summary>Turns the states of aggregates into snapshots, and back.</summary>
internal sealed class SnapshotMapper(IMapper mapper)
{
    /// <summary>Takes the state of an aggregate as it is now.</summary>
    /// <exception cref="EventMappingException">The state cannot be written as JSON.</exception>
    public Snapshot Take(SnapshotType type, Aggregate aggregate, string stream, LastEvent last)
    {
        var taken = EventContext.Current.Stamp(type.Take(aggregate));
        var state = mapper.ToStored(taken);
        return Snapshot.Of(stream, state, taken.Time, last);
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
}
