using System.Collections.Concurrent;

namespace EventSourcing.Domain;

/// <summary>The event types an application knows, by their names in the store. Only what is registered here is ever
/// made from stored data: a name found in the store never loads a class.</summary>
public sealed class EventTypeRegistry
{
    private readonly ConcurrentDictionary<string, EventType> _byName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Type, bool> _aggregates = [];

    /// <summary>Registers a class of events under its name and its former ones. Registering it again changes nothing.</summary>
    /// <exception cref="EventSourcingException">Another class already has one of the names, or a step between versions is
    /// missing.</exception>
    public EventTypeRegistry Add(Type type)
    {
        EventType.Of(type).DemandEveryStep();
        return Hold(type);
    }

    /// <summary>Registers every event class that a class of aggregates applies, and the state of its snapshots. That need
    /// not be brought up from old versions: a snapshot that no longer fits is left aside.</summary>
    public EventTypeRegistry AddAggregate(Type aggregate)
    {
        if (_aggregates.ContainsKey(aggregate))
            return this;
        foreach (var type in AggregateType.Of(aggregate).EventTypes)
            Add(type);
        if (AggregateType.Of(aggregate).Snapshots is { } snapshots)
            Hold(snapshots.StateType);
        _aggregates.TryAdd(aggregate, true);
        return this;
    }

    /// <summary>Finds a type by its name in the store.</summary>
    /// <returns>The type, or <see langword="null"/> where the name is unknown.</returns>
    public EventType? Find(string name) => _byName.GetValueOrDefault(name);

    private EventTypeRegistry Hold(Type type)
    {
        var added = EventType.Of(type);
        foreach (var name in added.Names)
            if (_byName.GetOrAdd(name, added) is var holder && holder.ClrType != type)
                throw new EventSourcingException($"The event type '{name}' would stand both for {holder.ClrType.FullName} and for {type.FullName}. Give one of them another name with [EventType(\"…\")], or take [FormerEventType(\"{name}\")] from one.");
        return this;
    }
}
