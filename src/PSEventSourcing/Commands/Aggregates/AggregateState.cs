using System.Management.Automation;
using PSEventSourcing.Commands.Aggregates.Changes;
using PSEventSourcing.Commands.Aggregates.Folding;
using PSEventSourcing.Commands.Streams.Content;

namespace PSEventSourcing.Commands.Aggregates;

/// <summary>An aggregate as it was at a revision. It never changes.</summary>
public sealed class AggregateState
{
    private AggregateState(AggregateFold fold)
    {
        Aggregate = fold.Definition.Name;
        Id = fold.Id;
        Stream = fold.Stream;
        Revision = fold.Revision;
        Time = AggregateFold.TimeOf(fold.Last!);
        State = fold.CopyState();
    }

    /// <summary>The name of the kind of aggregate.</summary>
    public string Aggregate { get; }

    /// <summary>The aggregate's id.</summary>
    public string Id { get; }

    /// <summary>The stream of its events.</summary>
    public string Stream { get; }

    /// <summary>The revision it was at: that of the last event in its state.</summary>
    public long Revision { get; }

    /// <summary>When that event was raised.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The state: an object with properties.</summary>
    public object State { get; }

    /// <summary>The state in short, as tables show it: <c>Owner=Ada, Balance=10</c>.</summary>
    public string StateToString() => StateText.Members(State);

    /// <summary>The name and the id.</summary>
    public override string ToString() => $"{Aggregate} {Id}";

    /// <summary>The aggregate as it goes down the pipeline: the properties of the state can be had from it directly, but
    /// for those that it has itself.</summary>
    internal static PSObject Of(AggregateFold fold)
    {
        var aggregate = new AggregateState(fold);
        var shown = PSObject.AsPSObject(aggregate);
        foreach (var (name, value) in EventJson.Members(aggregate.State))
            if (name.Length > 0 && shown.Properties[name] is null)
                shown.Properties.Add(new PSNoteProperty(name, value));
        return shown;
    }
}
