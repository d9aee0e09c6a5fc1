using EventSourcing.Persistence;
using EventSourcing.Snapshots;
using PSEventSourcing.Commands.Aggregates.Definitions;
using PSEventSourcing.Commands.Aggregates.Folding;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.Aggregates;

/// <summary>A cmdlet that works on aggregates of the kinds that are registered in the runspace.</summary>
public abstract class AggregateCmdlet : StoreCmdlet
{
    /// <summary>The last revision there can be, for those who want all of them.</summary>
    private const long Latest = long.MaxValue - 1;

    private protected AggregateCmdlet()
    {
    }

    private protected static AggregateDefinition Definition(string name) => RunspaceAggregates.Current.Get(name);

    /// <summary>Rebuilds an aggregate as it was at a revision, or as it is now: the events are read on other threads, and
    /// taken in on this one.</summary>
    /// <param name="definition">The kind of aggregate.</param>
    /// <param name="id">Its id.</param>
    /// <param name="revision">The revision of the last event to take in; all of them unless given.</param>
    /// <exception cref="NoSuchAggregateException">There is none, or it never was at the revision.</exception>
    private protected AggregateFold Load(AggregateDefinition definition, string id, long? revision = null) =>
        FromSnapshot(definition, id, revision ?? Latest) ?? FromEvents(definition, id, revision);

    /// <summary>Rebuilds an aggregate from all of its events.</summary>
    /// <param name="definition">The kind of aggregate.</param>
    /// <param name="id">Its id.</param>
    /// <param name="revision">The revision of the last event to take in; all of them unless given.</param>
    /// <param name="each">Called after each event.</param>
    /// <exception cref="NoSuchAggregateException">There is none, or it never was at the revision.</exception>
    private protected AggregateFold FromEvents(AggregateDefinition definition, string id, long? revision = null, Action<AggregateFold>? each = null)
    {
        var fold = definition.Begin(id);
        Take(fold, new StreamRead { MaxCount = (revision ?? Latest) + 1 }, recorded =>
        {
            fold.Take(recorded);
            each?.Invoke(fold);
        });
        if (fold.Revision < 0)
            throw new NoSuchAggregateException(definition.Name, id);
        return Reached(fold, revision);
    }

    private static AggregateFold Reached(AggregateFold fold, long? revision) => revision is { } wanted && fold.Revision < wanted
        ? throw new NoSuchAggregateException(fold.Definition.Name, fold.Id, wanted, fold.Revision)
        : fold;

    /// <summary>Rebuilds an aggregate from the newest snapshot that is not newer than a revision, and the events after it.</summary>
    /// <returns><see langword="null"/> where there is none that fits; the events tell the same.</returns>
    private AggregateFold? FromSnapshot(AggregateDefinition definition, string id, long revision)
    {
        var fold = definition.Begin(id);
        if (!definition.HasSnapshots || Await(cancel => NewestAsync(fold.Stream, revision, cancel)) is not { } snapshot || !fold.Begin(snapshot))
            return null;
        bool? fits = null;
        Take(fold, new StreamRead { From = snapshot.Last.Revision, MaxCount = revision - snapshot.Last.Revision + 1 }, recorded =>
        {
            if (fits is null)
                fits = fold.IsAfter(snapshot, recorded);
            else if (fits == true)
                fold.Take(recorded);
        });
        return fits == true ? Reached(fold, revision == Latest ? null : revision) : null;
    }

    private async Task<Snapshot?> NewestAsync(string stream, long revision, CancellationToken cancel)
    {
        try
        {
            await foreach (var snapshot in SnapshotStore.NewestFirstAsync(Recorder, stream, cancel).ConfigureAwait(false))
                if (snapshot.Last.Revision <= revision)
                    return snapshot;
        }
        catch (StreamDeletedException)
        {
            // The stream of the snapshots is tombstoned; that of the aggregate need not be.
        }

        return null;
    }

    private void Take(AggregateFold fold, StreamRead read, Action<RecordedEvent> take)
    {
        using var progress = new ReadProgress(this, $"Rebuilding {fold.Definition.Name} {fold.Id}", read.MaxCount > Latest / 2 ? null : read.MaxCount);
        ForEach(
            cancel => Recorder.ReadStreamAsync(fold.Stream, read, cancel),
            recorded =>
            {
                progress.Looked();
                take(recorded);
            },
            progress.Show);
    }

    /// <summary>Finds the last event of an aggregate that was raised at a time or before.</summary>
    /// <exception cref="NoSuchAggregateException">There is no aggregate, or was none yet.</exception>
    private protected long RevisionAt(AggregateDefinition definition, string id, DateTimeOffset time)
    {
        var stream = definition.StreamOf(id);
        var (found, any) = Await(async cancel =>
        {
            var exists = false;
            await foreach (var recorded in Recorder.ReadStreamAsync(stream, StreamRead.Backwards, cancel).ConfigureAwait(false))
            {
                exists = true;
                if (AggregateFold.TimeOf(recorded) <= time)
                    return (recorded.Revision, true);
            }

            return (-1L, exists);
        });
        return found >= 0 ? found : throw (any ? new NoSuchAggregateException(definition.Name, id, time) : new NoSuchAggregateException(definition.Name, id));
    }
}
