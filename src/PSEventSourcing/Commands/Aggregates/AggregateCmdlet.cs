using EventSourcing.Persistence;
using PSEventSourcing.Commands.Aggregates.Definitions;
using PSEventSourcing.Commands.Aggregates.Folding;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.Aggregates;

/// <summary>A cmdlet that works on aggregates of the kinds that are registered in the runspace.</summary>
public abstract class AggregateCmdlet : StoreCmdlet
{
    /// <summary>The last revision there can be, for those who want all of them.</summary>
    private protected const long Latest = long.MaxValue - 1;

    private protected AggregateCmdlet()
    {
    }

    private protected static AggregateDefinition Definition(string name) => RunspaceAggregates.Current.Get(name);

    /// <summary>Rebuilds an aggregate: the events are read on other threads, and taken in on this one.</summary>
    /// <param name="definition">The kind of aggregate.</param>
    /// <param name="id">Its id.</param>
    /// <param name="last">The revision of the last event to take in, if there are as many.</param>
    /// <param name="each">Called after each event.</param>
    /// <returns><see langword="null"/> where there is no event.</returns>
    private protected AggregateFold? Rebuild(AggregateDefinition definition, string id, long last = Latest, Action<AggregateFold>? each = null)
    {
        var fold = definition.Begin(id);
        using var progress = new ReadProgress(this, $"Rebuilding {definition.Name} {id}", last == Latest ? null : last + 1);
        ForEach(
            cancel => Recorder.ReadStreamAsync(fold.Stream, new StreamRead { MaxCount = last + 1 }, cancel),
            recorded =>
            {
                progress.Looked();
                fold.Take(recorded);
                each?.Invoke(fold);
            },
            progress.Show);
        return fold.Revision < 0 ? null : fold;
    }

    /// <summary>Rebuilds an aggregate as it was at a revision, or as it is now.</summary>
    /// <exception cref="NoSuchAggregateException">There is none, or it never was at the revision.</exception>
    private protected AggregateFold Load(AggregateDefinition definition, string id, long? revision = null, Action<AggregateFold>? each = null)
    {
        var fold = Rebuild(definition, id, revision ?? Latest, each) ?? throw new NoSuchAggregateException(definition.Name, id);
        return revision is { } wanted && fold.Revision < wanted
            ? throw new NoSuchAggregateException(definition.Name, id, wanted, fold.Revision)
            : fold;
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
