namespace EventSourcing.Persistence;

/// <summary>An event as a store gave it back.</summary>
public sealed class RecordedEvent
{
    /// <summary>The stream it was appended to.</summary>
    public required string Stream { get; init; }

    /// <summary>Its place in the stream, from 0.</summary>
    public required long Revision { get; init; }

    /// <summary>Its place in the store's log; <see langword="null"/> where the store does not say.</summary>
    public required Position? Position { get; init; }

    /// <summary>Its unique id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its type name.</summary>
    public required string Type { get; init; }

    /// <summary>When the store wrote it, by the store's clock.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The event itself.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>What is known about the event; empty where nothing was given.</summary>
    public required ReadOnlyMemory<byte> Metadata { get; init; }

    /// <summary>Whether <see cref="Data"/> was declared to be JSON. No store checks that it is.</summary>
    public required bool IsJson { get; init; }

    /// <summary>The link through which the event was read; <see langword="null"/> where it was read itself. The link's
    /// stream, revision and position are those to resume from.</summary>
    public RecordedEvent? Link { get; init; }

    /// <summary>The stream and revision, for messages: <c>Dog-17@3</c>.</summary>
    public override string ToString() => $"{Stream}@{Revision} {Type}";
}
