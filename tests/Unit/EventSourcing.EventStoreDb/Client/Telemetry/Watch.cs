using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using EventSourcing.EventStoreDb.Client.Telemetry;

namespace EventSourcing.Tests.EventStoreDb.Client.Telemetry;

/// <summary>Makes a trace of its own current, and sees the spans and measurements in it and in no other: tests run side by
/// side in one process.</summary>
internal sealed class Watch : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = [];
    private readonly ConcurrentQueue<Measurement> _measurements = [];
    private readonly ActivityListener _traces;
    private readonly MeterListener _metrics;

    private Watch(bool isRecorded)
    {
        Root = new Activity("test") { ActivityTraceFlags = isRecorded ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None };
        Root.SetIdFormat(ActivityIdFormat.W3C).Start();
        _traces = new ActivityListener
        {
            ShouldListenTo = source => source.Name == EventStoreDbTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                isRecorded && options.TraceId == Root.TraceId ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                if (span.TraceId == Root.TraceId)
                    _spans.Enqueue(span);
            },
        };
        _metrics = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == EventStoreDbTelemetry.MeterName && !instrument.IsObservable)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        _metrics.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measured(instrument, value, tags));
        _metrics.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measured(instrument, value, tags));
    }

    /// <summary>The span that everything the test does is part of.</summary>
    public Activity Root { get; }

    /// <summary>The spans that have ended, in the order in which they did.</summary>
    public IReadOnlyList<Activity> Spans => [.. _spans];

    public IReadOnlyList<Measurement> Measurements => [.. _measurements];

    /// <summary>Begins to watch.</summary>
    /// <param name="isRecorded">Whether the trace is one that is recorded.</param>
    public static Watch Begin(bool isRecorded = true)
    {
        var watch = new Watch(isRecorded);
        ActivitySource.AddActivityListener(watch._traces);
        watch._metrics.Start();
        return watch;
    }

    public IReadOnlyList<Activity> Named(string name) => [.. Spans.Where(span => span.OperationName == name)];

    public Activity Only(string name) => Assert.Single(Named(name));

    public IEnumerable<Measurement> Of(string instrument) => Measurements.Where(measurement => measurement.Instrument == instrument);

    public void Dispose()
    {
        _metrics.Dispose();
        _traces.Dispose();
        Root.Dispose();
    }

    private void Measured(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Activity.Current?.TraceId == Root.TraceId)
            _measurements.Enqueue(new Measurement(instrument.Name, value, tags.ToArray().ToDictionary()));
    }

    internal sealed record Measurement(string Instrument, double Value, IReadOnlyDictionary<string, object?> Tags);
}
