using EventSourcing.Domain;

namespace PSEventSourcing;

/// <summary>A dog was to be registered without a name.</summary>
internal sealed class EmptyDogNameException()
    : EventSourcingException("A dog needs a name, and this one is empty.");

/// <summary>A dog was to learn a trick without a name.</summary>
internal sealed class EmptyTrickException()
    : EventSourcingException("A trick needs a name, and this one is empty.");

/// <summary>A text cannot be the id of a dog.</summary>
internal sealed class InvalidDogIdException(string? id)
    : EventSourcingException($"'{id}' cannot be the id of a dog: an id must not be empty, begin or end with a space, or hold control characters.");

/// <summary>A dog of the id is registered already.</summary>
internal sealed class DogAlreadyExistsException(string id, Exception innerException)
    : EventSourcingException($"A dog with the id '{id}' is registered already.", innerException);

/// <summary>No dog has the name.</summary>
internal sealed class NoDogOfNameException(string name)
    : EventSourcingException($"There is no dog with the name '{name}'.");
