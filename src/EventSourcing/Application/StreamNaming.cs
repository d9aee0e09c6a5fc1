using EventSourcing.Domain;

namespace EventSourcing;

/// <summary>How the streams of aggregates are named: a prefix for each kind, and the id.</summary>
public abstract class StreamNaming
{
    /// <summary>The kind, a hyphen, and the id: <c>Dog-0198…</c>. EventStoreDB's category projections work with it.</summary>
    public static StreamNaming CategoryAndId { get; } = new WithCategory();

    /// <summary>The id alone, as the Python library's EventStoreDB extension names streams.</summary>
    public static StreamNaming IdAlone { get; } = new WithoutCategory();

    /// <summary>What the names of all streams of a kind of aggregate begin with.</summary>
    public abstract string PrefixOf(Type aggregate);

    /// <summary>The stream of an aggregate.</summary>
    public string StreamOf(Type aggregate, string id) => PrefixOf(aggregate) + AggregateId.Validated(id);

    private sealed class WithCategory : StreamNaming
    {
        public override string PrefixOf(Type aggregate) => AggregateNameAttribute.Of(aggregate) + "-";
    }

    private sealed class WithoutCategory : StreamNaming
    {
        public override string PrefixOf(Type aggregate) => "";
    }
}
