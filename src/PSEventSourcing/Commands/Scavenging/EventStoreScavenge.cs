namespace PSEventSourcing.Commands.Scavenging;

/// <summary>A scavenge: a node's removal of what is deleted from its files.</summary>
public sealed record EventStoreScavenge
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The node whose files it is about, as the node calls itself; clients may know it by another address.</summary>
    public string? NodeAddress { get; init; }

    /// <summary>What has become of it.</summary>
    public ScavengeStatus Status { get; init; }

    /// <summary>When it was started; nothing where that is not known, or not any more.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>How long it took; of one that runs, nothing.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How many bytes of disk it has freed, up to now where it runs.</summary>
    public long? SpaceSaved { get; init; }

    /// <summary>How many files of the log it has been through, up to now; known of one that runs or was waited for.</summary>
    public int? ChunkCount { get; init; }

    /// <summary>Why it has failed.</summary>
    public string? Error { get; init; }

    /// <summary>The id.</summary>
    public override string ToString() => Id;
}
