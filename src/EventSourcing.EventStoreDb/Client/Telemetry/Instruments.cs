using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace EventSourcing.EventStoreDb.Client.Telemetry;

/// <summary>The source of spans and the meter, with all its instruments.</summary>
internal static class Instruments
{
    private static readonly string Version = typeof(Instruments).Assembly.GetName().Version!.ToString(fieldCount: 3);
    private static readonly Meter Meter = new(EventStoreDbTelemetry.MeterName, Version);

    public static ActivitySource Source { get; } = new(EventStoreDbTelemetry.ActivitySourceName, Version);

    public static Histogram<double> Duration { get; } = Meter.CreateHistogram(
        "db.client.operation.duration", "s", "How long operations took, with all their attempts.", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] });

    public static Counter<long> Sent { get; } = Meter.CreateCounter<long>(
        "messaging.client.sent.messages", "{message}", "Events given to the server in appends.");

    public static Counter<long> Consumed { get; } = Meter.CreateCounter<long>(
        "messaging.client.consumed.messages", "{message}", "Events handed on by subscriptions.");

    public static Counter<long> Read { get; } = Meter.CreateCounter<long>(
        "eventstoredb.client.events.read", "{event}", "Events handed on by reads.");

    public static Counter<long> Retries { get; } = Meter.CreateCounter<long>(
        "eventstoredb.client.retries", "{retry}", "Attempts after the first.");

    public static Counter<long> Resumptions { get; } = Meter.CreateCounter<long>(
        "eventstoredb.client.resumptions", "{resumption}", "Reads and subscriptions taken up again after their call was lost.");

    public static Running Appends { get; } = new(Meter, "eventstoredb.client.appends.active", "{append}", "Appends under way.");

    public static Running Subscriptions { get; } = new(Meter, "eventstoredb.client.subscriptions.active", "{subscription}", "Subscriptions that are being read.");

    /// <summary>Whether anybody would learn of an operation.</summary>
    public static bool AreWatched => Source.HasListeners() || Duration.Enabled || Sent.Enabled || Read.Enabled || Retries.Enabled || Resumptions.Enabled;
}
