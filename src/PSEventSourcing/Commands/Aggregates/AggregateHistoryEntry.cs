using PSEventSourcing.Commands.Aggregates.Changes;
using PSEventSourcing.Commands.Aggregates.Folding;
using PSEventSourcing.Commands.Streams;

namespace PSEventSourcing.Commands.Aggregates;

/// <summary>An event of an aggregate, and what it did.</summary>
public sealed class AggregateHistoryEntry
{
    private readonly StreamEvent _event;

    internal AggregateHistoryEntry(AggregateFold fold, object? before)
    {
        _event = new StreamEvent(fold.Last!);
        Aggregate = fold.Definition.Name;
        Id = fold.Id;
        Time = AggregateFold.TimeOf(fold.Last!);
        State = fold.CopyState();
        Changes = StateComparison.Compare(before, State);
    }

    /// <summary>The name of the kind of aggregate.</summary>
    public string Aggregate { get; }

    /// <summary>The aggregate's id.</summary>
    public string Id { get; }

    /// <summary>The stream of its events.</summary>
    public string Stream => _event.Stream;

    /// <summary>The revision of the event.</summary>
    public long Revision => _event.Revision;

    /// <summary>When it was raised.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>Its type.</summary>
    public string Type => _event.Type;

    /// <summary>What it says.</summary>
    public object? Data => _event.Data;

    /// <summary>What is different in the state since the event.</summary>
    public IReadOnlyList<StateChange> Changes { get; }

    /// <summary>The state after the event.</summary>
    public object State { get; }

    /// <summary>The event as it is stored.</summary>
    public StreamEvent Event => _event;

    /// <summary>The stream, revision and type: <c>Account-17@3 Account.Deposited</c>.</summary>
    public override string ToString() => _event.ToString();
}
