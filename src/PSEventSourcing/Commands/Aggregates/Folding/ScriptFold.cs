using System.Management.Automation;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Snapshots;
using PSEventSourcing.Commands.Aggregates.Definitions;
using PSEventSourcing.Commands.Streams;
using PSEventSourcing.Commands.Streams.Content;

namespace PSEventSourcing.Commands.Aggregates.Folding;

/// <summary>Rebuilds an aggregate that is defined by script blocks.</summary>
internal sealed class ScriptFold(ScriptAggregate aggregate, string id) : AggregateFold(aggregate, id)
{
    /// <summary>Half an event must never be in the state, so nothing in a handler goes on after an error.</summary>
    private static readonly List<PSVariable> Strict = [new("ErrorActionPreference", ActionPreference.Stop)];

    private const string KindsKey = "kinds";

    private readonly AggregateBag _state = new();

    public override object CopyState() => StateCopy.Of(_state.Properties)!;

    public override Snapshot TakeSnapshot()
    {
        var last = LastEvent.Of(Last!);
        var (state, kinds) = StateJson.Write(_state.Properties);
        var taken = EventContext.Current.Stamp(_state);
        var metadata = new EventMetadata(taken.CorrelationId, last.Id.ToString(), taken.Time) { Custom = kinds.Count == 0 ? null : new JsonObject { [KindsKey] = kinds } };
        return Snapshot.Of(Stream, new NewEvent(taken.Id, aggregate.StateType, state, metadata.ToBytes()), taken.Time, last);
    }

    private protected override bool TryRestore(Snapshot snapshot)
    {
        if (snapshot.Stored.Type != aggregate.StateType)
            return false;
        try
        {
            StateJson.Read(snapshot.Stored.Data, EventMetadata.Parse(snapshot.Stored.Metadata).Custom?[KindsKey] as JsonObject ?? [], _state.Properties);
            return true;
        }
        catch (Exception error) when (error is JsonException or InvalidDataException or InvalidOperationException or FormatException)
        {
            _state.Properties.Clear();
            return false;
        }
    }

    private protected override bool Knows(string type) => aggregate.Handlers.ContainsKey(type);

    private protected override void Apply(RecordedEvent recorded)
    {
        var stored = new StreamEvent(recorded);
        aggregate.Handlers[recorded.Type].InvokeWithContext(null, Strict, _state, stored.Data, stored);
    }

    private protected override NewEvent Make(string type, PSObject? data, EventContext context)
    {
        var (bytes, isJson) = EventJson.ToData(data);
        if (!isJson)
            throw new InvalidEventDataException($"The data of {type} are bytes; those of an aggregate's event are a hashtable or an object, or JSON text.");
        var raised = context.Stamp(data ?? new PSObject());
        return new NewEvent(
            raised.Id,
            type,
            bytes.IsEmpty ? Encoding.UTF8.GetBytes("{}") : bytes,
            new EventMetadata(raised.CorrelationId, raised.CausationId, raised.Time).ToBytes());
    }
}
