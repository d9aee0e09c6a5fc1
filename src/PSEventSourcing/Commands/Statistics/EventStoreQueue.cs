namespace PSEventSourcing.Commands.Statistics;

/// <summary>A queue of the server, in which messages wait for one of its threads.</summary>
public sealed record EventStoreQueue
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What group of queues it belongs to; nothing where it stands alone.</summary>
    public string? Group { get; init; }

    /// <summary>How many messages wait.</summary>
    public long? Length { get; init; }

    /// <summary>The most that ever waited since the node was started.</summary>
    public long? PeakLength { get; init; }

    /// <summary>How many messages are dealt with in a second.</summary>
    public double? ItemsPerSecond { get; init; }

    /// <summary>How many milliseconds a message takes on average.</summary>
    public double? AverageMilliseconds { get; init; }

    /// <summary>How much of its time the queue has nothing to do, in percent.</summary>
    public double? IdlePercent { get; init; }

    /// <summary>How many messages were dealt with since the node was started.</summary>
    public long? TotalProcessed { get; init; }

    /// <summary>The kind of message that is dealt with just now; nothing where none is.</summary>
    public string? InProgress { get; init; }

    /// <summary>The kind of message that was dealt with last; nothing where none was.</summary>
    public string? LastProcessed { get; init; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
