namespace EventSourcing.EventStoreDb.Client.PersistentSubscriptions;

/// <summary>How the server spreads events over the readers of a persistent subscription.</summary>
public enum ConsumerStrategy
{
    /// <summary>To one reader until its buffer is full, then to the next.</summary>
    DispatchToSingle = 0,

    /// <summary>To each reader in turn.</summary>
    RoundRobin = 1,

    /// <summary>Events of one stream to the same reader, as far as possible.</summary>
    Pinned = 2,

    /// <summary>Events of one <c>$correlationId</c> to the same reader, as far as possible. An update cannot say it.</summary>
    PinnedByCorrelation = 3,
}
