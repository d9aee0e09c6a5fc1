namespace EventSourcing.EventStoreDb.Client.PersistentSubscriptions;

/// <summary>A reader of a persistent subscription.</summary>
public sealed record PersistentSubscriptionConnection
{
    /// <summary>The name of its connection.</summary>
    public required string ConnectionName { get; init; }

    /// <summary>Its user; <c>system</c> on a node without TLS.</summary>
    public required string UserName { get; init; }

    /// <summary>Where it comes from; empty for gRPC.</summary>
    public required string From { get; init; }

    /// <summary>How many events a second it was sent since this was asked last.</summary>
    public int AverageItemsPerSecond { get; init; }

    /// <summary>How many events it was sent.</summary>
    public long TotalItems { get; init; }

    /// <summary>How many events it was sent since this was asked last.</summary>
    public long CountSinceLastMeasurement { get; init; }

    /// <summary>How many more events it can be sent before it must acknowledge one.</summary>
    public int AvailableSlots { get; init; }

    /// <summary>How many events it has neither acknowledged nor refused.</summary>
    public int InFlightMessages { get; init; }

    /// <summary>How long it took over events, in milliseconds, by names such as <c>Mean</c> and <c>99%</c>; only where extra
    /// statistics are on.</summary>
    public IReadOnlyDictionary<string, long> ObservedMeasurements { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);
}
