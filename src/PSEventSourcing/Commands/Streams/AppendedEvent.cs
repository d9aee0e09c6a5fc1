using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Streams;

/// <summary>An event that was appended.</summary>
public sealed class AppendedEvent
{
    /// <summary>The stream.</summary>
    public required string Stream { get; init; }

    /// <summary>The event's place in the stream, from 0.</summary>
    public required long Revision { get; init; }

    /// <summary>The event's type.</summary>
    public required string Type { get; init; }

    /// <summary>The event's unique id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The event's place in the store's log; nothing where the store does not say: of several events that are
    /// appended at once it tells that of the last alone.</summary>
    public required Position? Position { get; init; }

    /// <summary>The stream, revision and type: <c>Dog-17@3 Dog.TrickAdded</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Stream}@{Revision} {Type}");
}
