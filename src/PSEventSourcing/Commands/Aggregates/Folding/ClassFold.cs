using System.Management.Automation;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Snapshots;
using PSEventSourcing.Commands.Aggregates.Definitions;
using PSEventSourcing.Commands.Streams;
using PSEventSourcing.Commands.Streams.Content;

namespace PSEventSourcing.Commands.Aggregates.Folding;

/// <summary>Rebuilds an aggregate that is a class.</summary>
internal sealed class ClassFold(ClassAggregate aggregate, string id) : AggregateFold(aggregate, id)
{
    private Aggregate? _aggregate;

    /// <summary>What the class shows of itself; what every aggregate has is told apart from it.</summary>
    public override object CopyState() => StateCopy.Of(_aggregate, typeof(Aggregate))!;

    public override Snapshot TakeSnapshot() => aggregate.Type.Snapshots is { } snapshots
        ? aggregate.SnapshotMapper.Take(snapshots, _aggregate!, Stream, LastEvent.Of(Last!))
        : throw new AggregateNotSnapshotableException($"{aggregate.Class.Name} does not offer its state. Have it implement {typeof(ISnapshotable<>).Namespace}.ISnapshotable<TState>.");

    private protected override bool TryRestore(Snapshot snapshot)
    {
        var restored = aggregate.SnapshotMapper.Restore(snapshot, aggregate.Type, Id);
        _aggregate = restored;
        return restored is not null;
    }

    private protected override bool Knows(string type) => aggregate.Registry.Find(type) is not null;

    private protected override void Apply(RecordedEvent recorded)
    {
        _aggregate ??= aggregate.Type.Begin(Id);
        _aggregate.Fold(aggregate.Type, aggregate.Mapper.ToDomain(recorded), recorded.Revision);
    }

    private protected override NewEvent Make(string type, PSObject? data, EventContext context)
    {
        var (bytes, isJson) = EventJson.ToData(data);
        if (!isJson)
            throw new InvalidEventDataException($"The data of {type} are bytes; those of an aggregate's event are a hashtable or an object, or JSON text.");
        try
        {
            return aggregate.Mapper.ToStored(context.Stamp(Read(type, bytes.IsEmpty ? "{}"u8.ToArray() : bytes)));
        }
        catch (EventMappingException error)
        {
            throw new InvalidEventDataException($"The data do not make a {type}: {error.InnerException?.Message ?? error.Message}", error);
        }
    }

    /// <summary>Has the class of the event read what was given, in the shape it has now.</summary>
    private object Read(string type, ReadOnlyMemory<byte> data) => aggregate.Mapper.ToDomain(new RecordedEvent
    {
        Stream = Stream,
        Revision = Revision + 1,
        Position = null,
        Id = default,
        Type = type,
        Created = default,
        Data = data,
        Metadata = new EventMetadata(null, null, null, aggregate.Registry.Find(type)!.Version).ToBytes(),
        IsJson = true,
    });
}
