using EventSourcing.Domain;

namespace EventSourcing;

/// <summary>There is no aggregate of the id, or it never reached the revision asked for.</summary>
public sealed class AggregateNotFoundException : EventSourcingException
{
    internal AggregateNotFoundException(Type type, string id, long? revision, long? last)
        : base(revision is null || last is null
            ? $"There is no {AggregateNameAttribute.Of(type)} with the id '{id}'. Check the id, and that you are connected to the store it was saved in."
            : $"The {AggregateNameAttribute.Of(type)} with the id '{id}' has no revision {revision}; its last is {last}.")
    {
        Aggregate = type;
        Id = id;
        Revision = revision;
        LastRevision = last;
    }

    /// <summary>The class of the aggregate.</summary>
    public Type Aggregate { get; }

    /// <summary>The id.</summary>
    public string Id { get; }

    /// <summary>The revision asked for; <see langword="null"/> where the latest was.</summary>
    public long? Revision { get; }

    /// <summary>The last revision it has; <see langword="null"/> where there is no aggregate of the id.</summary>
    public long? LastRevision { get; }
}
