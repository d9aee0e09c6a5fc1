using EventSourcing.Domain;
using EventSourcing.Persistence;
using PSEventSourcing.Commands.Aggregates.Definitions;

namespace PSEventSourcing.Commands.Aggregates;

/// <summary>What was given does not define a kind of aggregate.</summary>
internal sealed class InvalidAggregateException(string message)
    : EventSourcingException(message);

/// <summary>No kind of aggregate has the name.</summary>
internal sealed class AggregateNotRegisteredException(string name, IReadOnlyList<AggregateDefinition> known)
    : EventSourcingException($"No aggregate is registered as '{name}' in this runspace; these are: {string.Join(", ", known.Select(definition => definition.Name))}. Register it with Register-Aggregate.");

/// <summary>A text cannot be the id of an aggregate.</summary>
internal sealed class InvalidAggregateIdException(string name, string? id)
    : EventSourcingException($"'{id}' cannot be the id of an aggregate ({name}): an id must not be empty, begin or end with a space, or hold control characters.");

/// <summary>There is no aggregate of the id, or it never was at what was asked for.</summary>
internal sealed class NoSuchAggregateException : EventSourcingException
{
    public NoSuchAggregateException(string name, string id)
        : base($"There is no {name} with the id '{id}'. Check the id, and that you are connected to the store it is kept in.")
    {
    }

    public NoSuchAggregateException(string name, string id, long revision, long last)
        : base($"The {name} with the id '{id}' has no revision {revision}; its last is {last}.") => Exists = true;

    public NoSuchAggregateException(string name, string id, DateTimeOffset time)
        : base($"There was no {name} with the id '{id}' at {time:yyyy-MM-dd HH:mm:ss.fffzzz}.") => Exists = true;

    /// <summary>Whether there is an aggregate of the id, though not at what was asked for.</summary>
    public bool Exists { get; }
}

/// <summary>There is an aggregate of the id already.</summary>
internal sealed class AggregateExistsException(string name, string id, Exception innerException)
    : EventSourcingException($"There is a {name} with the id '{id}' already; nothing was written.", innerException);

/// <summary>An event was to be appended that the aggregate does not have.</summary>
internal sealed class UnknownAggregateEventException(AggregateDefinition definition, string type)
    : EventSourcingException($"The aggregate {definition.Name} has no event '{type}'; it has {string.Join(", ", definition.EventTypes)}.");

/// <summary>A stored event is of a type that the aggregate has nothing for.</summary>
internal sealed class UnhandledEventException(AggregateDefinition definition, RecordedEvent recorded)
    : PersistenceException(
        $"The event at revision {recorded.Revision} of '{recorded.Stream}' is of the type '{recorded.Type}', which the aggregate {definition.Name} has nothing for. "
        + (definition.Class is { } type
            ? $"Give {type.Name} an Apply for the class of that event."
            : $"Register the aggregate again, with a handler for '{recorded.Type}' (one that does nothing, if the event changes no state)."),
        recorded.Stream);

/// <summary>What takes an event into the state has failed.</summary>
internal sealed class EventHandlerFailedException(AggregateDefinition definition, string id, RecordedEvent recorded, Exception error, string? position)
    : EventSourcingException(
        $"The aggregate {definition.Name} with the id '{id}' cannot take in the event {recorded.Type} at revision {recorded.Revision}: {error.Message}{(string.IsNullOrEmpty(position) ? "" : Environment.NewLine + position)}", error);

/// <summary>No snapshot can be taken of an aggregate.</summary>
internal sealed class AggregateNotSnapshotableException(string message)
    : EventSourcingException(message);
