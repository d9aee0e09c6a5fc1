using System.Reflection;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Snapshots;
using PSEventSourcing.Commands.Aggregates.Folding;

namespace PSEventSourcing.Commands.Aggregates.Definitions;

/// <summary>A kind of aggregate that is a class: of a library, of <c>Add-Type</c>, or written in PowerShell.</summary>
internal sealed class ClassAggregate : AggregateDefinition
{
    /// <exception cref="InvalidAggregateException">It is no class of aggregates, or cannot be rebuilt.</exception>
    /// <exception cref="EventSourcingException">The names or versions of its events cannot be used.</exception>
    public ClassAggregate(Type type)
        : base(AggregateNameAttribute.Of(Checked(type)))
    {
        Class = type;
        Type = AggregateType.Of(type);
        Registry = new EventTypeRegistry().AddAggregate(type);
        Mapper = new Mapper(Registry);
        SnapshotMapper = new SnapshotMapper(Mapper);
        EventTypes = [.. Type.EventTypes.Select(@event => EventType.Of(@event).Name).Order(StringComparer.OrdinalIgnoreCase)];
        if (EventTypes.Count == 0)
            throw new InvalidAggregateException($"{type.Name} applies no events. Give it a method 'void Apply(TheEvent e)' for each class of events.");
    }

    public override Type Class { get; }

    public override IReadOnlyList<string> EventTypes { get; }

    public override bool HasSnapshots => Type.Snapshots is not null;

    public override int SnapshotsToKeep => Class.GetCustomAttribute<SnapshotAttribute>()?.Keep ?? base.SnapshotsToKeep;

    public AggregateType Type { get; }

    public EventTypeRegistry Registry { get; }

    public Mapper Mapper { get; }

    public SnapshotMapper SnapshotMapper { get; }

    public override AggregateFold Begin(string id) => new ClassFold(this, id);

    private static Type Checked(Type type)
    {
        if (!type.IsSubclassOf(typeof(Aggregate)) || type.IsAbstract || type.ContainsGenericParameters)
            throw new InvalidAggregateException($"{type.Name} is no class of aggregates: derive it from {typeof(Aggregate).FullName}.");
        return type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, []) is null
            ? throw new InvalidAggregateException($"{type.Name} cannot be rebuilt from its events: give it a constructor without parameters (it may be private).")
            : type;
    }
}
