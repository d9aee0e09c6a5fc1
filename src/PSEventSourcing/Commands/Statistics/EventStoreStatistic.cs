namespace PSEventSourcing.Commands.Statistics;

/// <summary>How a node is doing at one moment. What the node does not say, or does not know yet, is nothing.</summary>
public sealed record EventStoreStatistic
{
    /// <summary>The node, as <c>host:port</c>.</summary>
    public required string Node { get; init; }

    /// <summary>When the figures arrived.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The id of the node's process.</summary>
    public int? ProcessId { get; init; }

    /// <summary>When the node was started.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>How much of the machine's processors the node uses, in percent.</summary>
    public double? Cpu { get; init; }

    /// <summary>The average number of threads on the machine that ran or waited for a processor in the last minute; Windows has
    /// no such figure.</summary>
    public double? LoadAverage { get; init; }

    /// <summary>How many threads the node's thread pool has.</summary>
    public int? ThreadCount { get; init; }

    /// <summary>The memory that the node uses, in bytes.</summary>
    public long? Memory { get; init; }

    /// <summary>The memory of the machine that is free, in bytes.</summary>
    public long? FreeMemory { get; init; }

    /// <summary>The memory of the machine, in bytes.</summary>
    public long? TotalMemory { get; init; }

    /// <summary>How much of its time the node spends on collecting garbage, in percent.</summary>
    public double? GarbageCollectionPercent { get; init; }

    /// <summary>The disk that the database is on; nothing where it is in memory.</summary>
    public string? Disk { get; init; }

    /// <summary>How many bytes of the disk are free.</summary>
    public long? DiskFree { get; init; }

    /// <summary>How many bytes the disk holds.</summary>
    public long? DiskTotal { get; init; }

    /// <summary>How many bytes the node has read from disks since it was started.</summary>
    public long? DiskRead { get; init; }

    /// <summary>How many bytes the node has written to disks since it was started.</summary>
    public long? DiskWritten { get; init; }

    /// <summary>How far the log is written, in bytes from its begin.</summary>
    public long? LogPosition { get; init; }

    /// <summary>How many milliseconds it takes on average to have the disk keep what was written.</summary>
    public double? FlushMilliseconds { get; init; }

    /// <summary>The most milliseconds of late.</summary>
    public double? MaxFlushMilliseconds { get; init; }

    /// <summary>How many connections over the former TCP protocol there are, those between nodes included; gRPC has no such
    /// figure.</summary>
    public int? TcpConnections { get; init; }

    /// <summary>How many bytes a second come in over them.</summary>
    public double? TcpReceived { get; init; }

    /// <summary>How many bytes a second go out over them.</summary>
    public double? TcpSent { get; init; }

    /// <summary>How many of the lookups of streams were answered from the cache since the node was started, in percent.</summary>
    public double? StreamCacheHitPercent { get; init; }

    /// <summary>How many bytes the caches hold.</summary>
    public long? CacheSize { get; init; }

    /// <summary>How many messages wait for a thread in all queues together; those of the timer wait for their time, and do not
    /// count.</summary>
    public long? QueueLength { get; init; }

    /// <summary>The queues, by name.</summary>
    public required IReadOnlyList<EventStoreQueue> Queue { get; init; }

    /// <summary>Every figure as the server names it, and as the text it sends.</summary>
    public required IReadOnlyDictionary<string, string> Figure { get; init; }
}
