using Reader = EventSourcing.EventStoreDb.Client.PersistentSubscriptions.PersistentSubscriptionConnection;

namespace PSEventSourcing.Commands.PersistentSubscriptions;

/// <summary>A reader of a persistent subscription.</summary>
public sealed record PersistentSubscriptionConnection
{
    /// <summary>The name of its connection.</summary>
    public required string Name { get; init; }

    /// <summary>Its user; <c>system</c> on a node without TLS.</summary>
    public required string UserName { get; init; }

    /// <summary>Where it comes from; nothing where the server does not say, as of gRPC.</summary>
    public string? Address { get; init; }

    /// <summary>How many events are with it that it has not answered for.</summary>
    public int InFlight { get; init; }

    /// <summary>How many more events it can be sent before it must answer for one.</summary>
    public int AvailableSlots { get; init; }

    /// <summary>How many events it was sent.</summary>
    public long TotalItems { get; init; }

    /// <summary>How many events a second it was sent since this was asked last.</summary>
    public int AveragePerSecond { get; init; }

    /// <summary>How long it took over events, by names such as <c>Mean</c> and <c>99%</c>; empty unless extra statistics are
    /// on.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Latencies { get; init; } = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);

    internal static PersistentSubscriptionConnection Of(Reader reader) => new()
    {
        Name = reader.ConnectionName,
        UserName = reader.UserName,
        Address = reader.From.Length == 0 ? null : reader.From,
        InFlight = reader.InFlightMessages,
        AvailableSlots = reader.AvailableSlots,
        TotalItems = reader.TotalItems,
        AveragePerSecond = reader.AverageItemsPerSecond,
        Latencies = reader.ObservedMeasurements.ToDictionary(one => one.Key, one => TimeSpan.FromMilliseconds(one.Value), StringComparer.Ordinal),
    };

    /// <summary>The name of its connection.</summary>
    public override string ToString() => Name;
}
