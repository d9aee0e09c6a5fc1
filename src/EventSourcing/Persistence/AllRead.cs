namespace EventSourcing.Persistence;

/// <summary>How to read the log of all streams.</summary>
public sealed record AllRead
{
    /// <summary>All of it, oldest first.</summary>
    public static AllRead Forwards { get; } = new();

    /// <summary>All of it, newest first.</summary>
    public static AllRead Backwards { get; } = new() { Direction = ReadDirection.Backwards };

    /// <summary>Which way.</summary>
    public ReadDirection Direction { get; init; }

    /// <summary>The position to begin at: forwards its event is the first one, backwards the event before it is.
    /// <see langword="null"/>: the start when reading forwards, the end when reading backwards. It must be one that an
    /// event brought, <see cref="Position.Start"/> or <see cref="Position.End"/>; forwards from beyond the end there is
    /// nothing.</summary>
    public Position? From { get; init; }

    /// <summary>The most events to give, from 0.</summary>
    public long MaxCount { get; init; } = long.MaxValue;

    /// <summary>Which events to give.</summary>
    public EventFilter Filter { get; init; } = EventFilter.None;
}
