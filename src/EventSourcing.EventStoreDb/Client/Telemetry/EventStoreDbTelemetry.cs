using System.Diagnostics;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Telemetry;

/// <summary>What is needed to watch the client from outside; docs/observability.md says what there is to see.</summary>
public static class EventStoreDbTelemetry
{
    /// <summary>The name of the source of the client's spans, for OpenTelemetry's <c>AddSource</c>.</summary>
    public const string ActivitySourceName = "EventSourcing.EventStoreDb";

    /// <summary>The name of the client's meter, for OpenTelemetry's <c>AddMeter</c>.</summary>
    public const string MeterName = "EventSourcing.EventStoreDb";

    /// <summary>Finds the span in which an event was appended, to link to it.</summary>
    /// <returns>What the event's metadata holds under <c>$traceId</c> and <c>$spanId</c>; <see langword="null"/> where it
    /// does not hold both.</returns>
    public static ActivityContext? ProducerOf(RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        return TraceContext.Read(recorded.Metadata.Span);
    }
}
