namespace PSEventSourcing.Sessions;

/// <summary>What came of testing a store.</summary>
public sealed record StoreTest
{
    /// <summary>Whether the store answered, and took the credentials.</summary>
    public required bool IsReachable { get; init; }

    /// <summary>The kind of store.</summary>
    public string? Store { get; init; }

    /// <summary>The store's version; nothing where it has none of its own.</summary>
    public string? Version { get; init; }

    /// <summary>Where the store is; nothing where it is in memory.</summary>
    public string? Address { get; init; }

    /// <summary>How long the store took to answer, the connecting included where there was no session yet.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>What the node is at the moment, such as Leader or Follower; nothing where the store has no nodes.</summary>
    public string? Role { get; init; }

    /// <summary>How long it took to read the last event of the log.</summary>
    public TimeSpan? ReadLatency { get; init; }

    /// <summary>Why the store is not reachable.</summary>
    public string? Error { get; init; }

    /// <summary>The stable id of the error.</summary>
    public string? ErrorId { get; init; }
}
