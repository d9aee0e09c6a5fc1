extern alias Emulator;

using System.Diagnostics;
using System.Diagnostics.Metrics;
using Emulator::EventStoreDb.Emulator;
using EventSourcing.EventStoreDb.Client.Telemetry;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.EventStoreDb.Client.Telemetry;

/// <summary>What holds for the whole process, and so can be seen only while no other test runs.</summary>
[Collection(nameof(UnwatchedTests))]
[CollectionDefinition(nameof(UnwatchedTests), DisableParallelization = true)]
public sealed class UnwatchedTests
{
    private static readonly RecordedEvent Recorded = new()
    {
        Stream = "dog-1",
        Revision = 0,
        Position = null,
        Id = Guid.NewGuid(),
        Type = "Barked",
        Created = default,
        Data = default,
        Metadata = """{"$traceId":"0af7651916cd43dd8448eb211c80319c","$spanId":"b7ad6b7169203331"}"""u8.ToArray(),
        IsJson = true,
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_nobody_watches_nothing_is_begun_and_nothing_allocated()
    {
        Assert.False(Instruments.AreWatched);
        var events = new[] { Stage.Event("{}") };
        await using var delivered = new DeliveredEvents<RecordedEvent>(Forever(), static recorded => recorded).GetAsyncEnumerator(Cancel);
        void Work()
        {
            using var counted = Instruments.Appends.Begin();
            using var append = Operation.StartAppend("dog-1", events, TimeProvider.System);
            Assert.Same(events, TraceContext.Write(events, Activity.Current));
            using var read = Operation.Start("streams.read", "dog-1", TimeProvider.System);
            Assert.True(delivered.MoveNextAsync().AsTask().IsCompletedSuccessfully);
            Assert.Same(Recorded, delivered.Current);
        }

        Work();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Work();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Null(Activity.Current);
    }

    [Fact]
    public async Task What_is_under_way_is_counted_for_whoever_begins_to_listen_later()
    {
        await using var stage = await Stage.SetAsync(new FaultPlan().OnCall("Streams/BatchAppend", 1, new Fault(FaultKind.Stall) { After = 1 }));
        await stage.AppendAsync("dog-1", Stage.Event());
        var (appends, subscriptions) = Active();

        await foreach (var message in stage.Client.SubscribeStreamAsync("dog-1", new StreamSubscription(), Cancel))
        {
            Assert.Equal((appends, subscriptions + 1), Active());
            break;
        }

        Assert.Equal((appends, subscriptions), Active());
        using var enough = new CancellationTokenSource();
        var append = stage.Client.AppendAsync("dog-2", ExpectedRevision.NoStream, [Stage.Event()], enough.Token);
        Assert.Equal((appends + 1, subscriptions), Active());
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => append);
        Assert.Equal((appends, subscriptions), Active());
    }

    private static (int Appends, int Subscriptions) Active()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == EventStoreDbTelemetry.MeterName && instrument.IsObservable)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => counts[instrument.Name] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return (counts["eventstoredb.client.appends.active"], counts["eventstoredb.client.subscriptions.active"]);
    }

    private static async IAsyncEnumerable<RecordedEvent> Forever()
    {
        await Task.CompletedTask;
        while (true)
            yield return Recorded;
    }
}
