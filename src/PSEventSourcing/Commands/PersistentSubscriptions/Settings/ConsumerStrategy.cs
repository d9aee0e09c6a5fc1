namespace PSEventSourcing.Commands.PersistentSubscriptions.Settings;

/// <summary>How the server spreads events over the readers of a persistent subscription.</summary>
public enum ConsumerStrategy
{
    /// <summary>To each reader in turn.</summary>
    RoundRobin,

    /// <summary>To one reader until its buffer is full, then to the next.</summary>
    DispatchToSingle,

    /// <summary>Events of one stream to the same reader, as far as possible.</summary>
    Pinned,

    /// <summary>Events of one <c>$correlationId</c> to the same reader, as far as possible.</summary>
    PinnedByCorrelation,
}
