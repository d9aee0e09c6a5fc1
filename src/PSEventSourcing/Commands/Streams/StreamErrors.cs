using EventSourcing.Domain;

namespace PSEventSourcing.Commands.Streams;

/// <summary>A stream was named by an empty text.</summary>
internal sealed class EmptyStreamNameException()
    : EventSourcingException("The name of a stream must not be empty.");

/// <summary>What was given as data or metadata cannot be that of an event.</summary>
internal sealed class InvalidEventDataException(string message, Exception? innerException = null)
    : EventSourcingException(message, innerException);

/// <summary>What was given cannot be an event for another reason than its data.</summary>
internal sealed class InvalidEventException(string message)
    : EventSourcingException(message);

/// <summary>What was to be set as metadata is nothing that a store would look at.</summary>
internal sealed class InvalidMetadataException(string stream, ArgumentException error)
    : EventSourcingException($"The metadata of '{stream}' was not changed: {error.Message}", error);
