using EventSourcing.Domain;

namespace PSEventSourcing.Commands.Streams;

/// <summary>A stream was named by an empty text.</summary>
internal sealed class EmptyStreamNameException()
    : EventSourcingException("The name of a stream must not be empty.");
