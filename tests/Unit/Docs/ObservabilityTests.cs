extern alias Emulator;

using System.Diagnostics;
using Emulator::EventStoreDb.Emulator;
using EventSourcing.EventStoreDb;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Telemetry;
using EventSourcing.Persistence;
using EventSourcing.Tests.EventStoreDb.Client.Telemetry;

namespace EventSourcing.Tests.Docs;

/// <summary>What docs/observability.md shows.</summary>
public sealed class ObservabilityTests
{
    [Fact]
    public async Task Who_handles_an_event_of_a_subscription_does_so_in_its_span()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var cancel = enough.Token;
        await using var server = await EmulatorServer.StartAsync(cancel: cancel);
        await using var recorder = new EventStoreDbRecorder(new EventStoreDbClient(EventStoreDbClientSettings.Parse(server.ConnectionString)), server.ConnectionString);
        await recorder.AppendAsync("dog-1", ExpectedRevision.NoStream, [new NewEvent(Guid.NewGuid(), "Barked", "{}"u8.ToArray())], cancel);
        using var watch = Watch.Begin();
        var current = new List<string?>();
        Task HandleAsync(RecordedEvent recorded, CancellationToken cancel)
        {
            current.Add(Activity.Current?.OperationName);
            return enough.CancelAsync();
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var message in recorder.SubscribeAllAsync(new AllSubscription(), cancel))
                if (message.IsEvent)
                    await HandleAsync(message.Event, cancel);       // Activity.Current is the span of this event
        });

        Assert.Equal(["process"], current);
    }

    [Fact]
    public async Task A_span_of_ones_own_links_to_the_append()
    {
        await using var stage = await Stage.SetAsync();
        using var watch = Watch.Begin();
        await stage.AppendAsync("dog-1", Stage.Event());
        var recorded = await stage.FirstAsync("dog-1");
        using var source = new ActivitySource("handlers");
        using var listener = new ActivityListener
        {
            ShouldListenTo = listened => listened == source,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);

        ActivityLink[] links = EventStoreDbTelemetry.ProducerOf(recorded) is { } producer ? [new(producer)] : [];
        using var span = source.StartActivity("handle", ActivityKind.Consumer, parentContext: default, links: links);

        Assert.Equal(watch.Only("streams.append").SpanId, Assert.Single(span!.Links).Context.SpanId);
    }
}
