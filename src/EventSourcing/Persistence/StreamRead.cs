namespace EventSourcing.Persistence;

/// <summary>How to read a stream.</summary>
public sealed record StreamRead
{
    /// <summary>All of it, oldest first.</summary>
    public static StreamRead Forwards { get; } = new();

    /// <summary>All of it, newest first.</summary>
    public static StreamRead Backwards { get; } = new() { Direction = ReadDirection.Backwards };

    /// <summary>Which way.</summary>
    public ReadDirection Direction { get; init; }

    /// <summary>The revision to begin with, itself included. <see langword="null"/>: the first event when reading
    /// forwards, the last when reading backwards. Beyond the end, reading forwards gives nothing, and reading backwards
    /// begins with the last event.</summary>
    public long? From { get; init; }

    /// <summary>The most events to give, from 0.</summary>
    public long MaxCount { get; init; } = long.MaxValue;

    /// <summary>Whether a missing stream is a <see cref="StreamNotFoundException"/>; else it is empty.</summary>
    public bool MustExist { get; init; }

    /// <summary>Whether links (events of EventStoreDB's type <c>$&gt;</c>) are followed: the event is then what the link
    /// points to, and <see cref="RecordedEvent.Link"/> the link. Stores without links have nothing to follow.</summary>
    public bool ResolveLinks { get; init; }
}
