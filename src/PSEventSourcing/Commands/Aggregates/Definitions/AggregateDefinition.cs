using EventSourcing.Domain;
using PSEventSourcing.Commands.Aggregates.Folding;

namespace PSEventSourcing.Commands.Aggregates.Definitions;

/// <summary>A kind of aggregate that is registered: what its streams and events are called, and how it is rebuilt.</summary>
internal abstract class AggregateDefinition
{
    private protected AggregateDefinition(string name)
    {
        if (!IsName(name))
            throw new InvalidAggregateException($"'{name}' cannot be the name of an aggregate: it must not be empty, begin with '$', or hold hyphens, spaces or control characters.");
        Name = name;
    }

    /// <summary>The name, with which the names of streams and of event types begin.</summary>
    public string Name { get; }

    /// <summary>What the names of its streams begin with.</summary>
    public string StreamPrefix => Name + "-";

    /// <summary>The class of aggregates; nothing where it is defined by script blocks.</summary>
    public virtual Type? Class => null;

    /// <summary>The types its events are stored under.</summary>
    public abstract IReadOnlyList<string> EventTypes { get; }

    /// <summary>Whether there can be snapshots of its aggregates.</summary>
    public abstract bool HasSnapshots { get; }

    /// <summary>How many snapshots of an aggregate are kept.</summary>
    public virtual int SnapshotsToKeep => new SnapshotAttribute().Keep;

    /// <summary>The stream of an aggregate.</summary>
    /// <exception cref="InvalidAggregateIdException">The id cannot be one.</exception>
    public string StreamOf(string id) => AggregateId.IsValid(id) ? StreamPrefix + id : throw new InvalidAggregateIdException(Name, id);

    /// <summary>Begins to rebuild an aggregate. Everything that is done with the fold is done on the pipeline's thread.</summary>
    public abstract AggregateFold Begin(string id);

    /// <summary>The type an event is stored under, for a type as one gives it at the prompt: in full, or without the name
    /// of the aggregate.</summary>
    /// <exception cref="UnknownAggregateEventException">There is no such event.</exception>
    public string StoredType(string type) =>
        EventTypes.FirstOrDefault(stored => Means(stored, type)) ?? throw new UnknownAggregateEventException(this, type);

    private bool Means(string stored, string type) =>
        stored.Equals(type, StringComparison.OrdinalIgnoreCase)
        || (stored.Length == Name.Length + 1 + type.Length
            && stored.StartsWith(Name + ".", StringComparison.Ordinal)
            && stored.EndsWith(type, StringComparison.OrdinalIgnoreCase));

    private static bool IsName(string name) =>
        name.Length > 0 && name[0] != '$' && name.All(letter => letter != '-' && !char.IsWhiteSpace(letter) && !char.IsControl(letter));
}
