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

/// <summary>A regular expression is none.</summary>
internal sealed class InvalidPatternException(ArgumentException error)
    : EventSourcingException($"The pattern is no regular expression: {error.Message}", error);

/// <summary>The path of a property is none.</summary>
internal sealed class InvalidPropertyPathException(string path)
    : EventSourcingException($"'{path}' is no path of a property. Write names with dots between them, and places in lists in brackets: items[0].name; items[*].name for any place.");

/// <summary>A watch was to begin at something that is no place.</summary>
internal sealed class InvalidWatchBeginException(string place, bool isOneStream)
    : EventSourcingException($"'{place}' is no place to begin at. Use Start, End, or {(isOneStream ? "a revision of the stream" : "a position in the log; where several streams are watched, there is no revision to begin at")}.");

/// <summary>The file that a watch keeps its place in cannot be used.</summary>
internal sealed class InvalidCheckpointException(string path, string why)
    : EventSourcingException($"The checkpoint file '{path}' cannot be used: {why}.");

/// <summary>An event says of no transaction that it belongs to it.</summary>
internal sealed class NotCorrelatedException(EventSourcing.Persistence.RecordedEvent recorded)
    : EventSourcingException($"The event {recorded} has no $correlationId in its metadata, so nothing tells what it belongs to.");
