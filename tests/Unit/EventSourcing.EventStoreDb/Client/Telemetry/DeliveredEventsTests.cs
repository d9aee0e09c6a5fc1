using System.Diagnostics;
using EventSourcing.EventStoreDb.Client.Telemetry;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.EventStoreDb.Client.Telemetry;

public sealed class DeliveredEventsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Processing_is_a_span_that_links_to_the_producer_and_that_what_the_reader_does_is_part_of()
    {
        await using var stage = await Stage.SetAsync();
        using var watch = Watch.Begin();
        var added = Stage.Event();
        await stage.AppendAsync("dog-1", added);

        await foreach (var message in stage.Client.SubscribeStreamAsync("dog-1", new StreamSubscription(), Cancel))
        {
            if (!message.IsEvent)
                continue;
            Assert.Equal("process", Activity.Current!.OperationName);
            await stage.AppendAsync("dog-2", Stage.Event());
            Assert.Empty(watch.Named("process"));
            break;
        }

        Assert.Equal(watch.Root, Activity.Current);
        var span = watch.Only("process");
        var (producer, reaction) = (watch.Named("streams.append")[0], watch.Named("streams.append")[1]);
        Assert.Equal((ActivityKind.Consumer, watch.Root.SpanId), (span.Kind, span.ParentSpanId));
        var link = Assert.Single(span.Links).Context;
        Assert.Equal((producer.TraceId, producer.SpanId, true), (link.TraceId, link.SpanId, link.IsRemote));
        Assert.Equal(span.SpanId, reaction.ParentSpanId);
        Assert.Equivalent(
            new Dictionary<string, object?>
            {
                ["db.system.name"] = "eventstoredb",
                ["db.collection.name"] = "dog-1",
                ["messaging.system"] = "eventstoredb",
                ["messaging.operation.name"] = "process",
                ["messaging.operation.type"] = "process",
                ["messaging.destination.name"] = "dog-1",
                ["messaging.message.id"] = added.Id.ToString(),
                ["db.eventstoredb.event.id"] = added.Id.ToString(),
                ["db.eventstoredb.event.type"] = "Barked",
            },
            span.TagObjects.ToDictionary(),
            strict: true);
        Assert.Equal(1, watch.Of("messaging.client.consumed.messages").Sum(consumed => consumed.Value));
    }

    [Fact]
    public async Task Each_event_has_its_span_which_ends_when_the_next_is_asked_for()
    {
        await using var stage = await Stage.SetAsync();
        await stage.AppendAsync("dog-1", Stage.Event(), Stage.Event(), Stage.Event());
        using var watch = Watch.Begin();

        var handled = 0;
        await foreach (var message in stage.Client.SubscribeAllAsync(new AllSubscription(), Cancel))
        {
            Assert.Equal(handled, watch.Named("process").Count);
            if (message.IsEvent && ++handled == 3)
                break;
        }

        Assert.Equal(3, watch.Named("process").Count);
        Assert.All(watch.Named("process"), span => Assert.Empty(span.Links));
        Assert.All(watch.Named("process"), span => Assert.Equal(watch.Root.SpanId, span.ParentSpanId));
    }

    [Fact]
    public async Task Behind_an_iterator_the_span_is_there_but_not_current_and_the_producer_can_be_asked_for()
    {
        await using var stage = await Stage.SetAsync();
        using var watch = Watch.Begin();
        await stage.AppendAsync("dog-1", Stage.Event());

        var read = await stage.Client.SubscribeStreamAsync("dog-1", new StreamSubscription(), Cancel).Where(message => message.IsEvent).FirstAsync(Cancel);

        Assert.Equal(watch.Root, Activity.Current);
        Assert.Single(watch.Only("process").Links);
        Assert.Equal(watch.Only("streams.append").SpanId, EventStoreDbTelemetry.ProducerOf(read.Event!)!.Value.SpanId);
    }

    [Fact]
    public async Task What_the_reader_makes_current_stays_so()
    {
        await using var stage = await Stage.SetAsync();
        await stage.AppendAsync("dog-1", Stage.Event());
        using var watch = Watch.Begin();
        await using var messages = stage.Client.SubscribeStreamAsync("dog-1", new StreamSubscription(), Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await messages.MoveNextAsync());
        Assert.True(messages.Current.IsEvent);
        using var own = new Activity("own").Start();

        await messages.MoveNextAsync();

        Assert.Equal(own, Activity.Current);
        Assert.Equal(watch.Only("process").SpanId, own.ParentSpanId);
    }

    [Fact]
    public async Task A_persistent_subscription_names_its_group_and_links_just_so()
    {
        await using var stage = await Stage.SetAsync();
        using var watch = Watch.Begin();
        await stage.AppendAsync("dog-1", Stage.Event());
        await stage.Client.PersistentSubscriptions.CreateAsync("dog-1", "walkers", new() { StartFrom = EventSourcing.EventStoreDb.Client.PersistentSubscriptions.PersistentSubscriptionStart.Start }, cancel: Cancel);

        await foreach (var one in stage.Client.PersistentSubscriptions.ReadAsync("dog-1", "walkers", cancel: Cancel))
        {
            Assert.Equal("process", Activity.Current!.OperationName);
            await one.AcknowledgeAsync(Cancel);
            break;
        }

        var span = watch.Only("process");
        Assert.Equal("walkers", span.GetTagItem("messaging.consumer.group.name"));
        Assert.Equal(0, span.GetTagItem("db.eventstoredb.event.retry_count"));
        Assert.Equal(watch.Only("streams.append").SpanId, Assert.Single(span.Links).Context.SpanId);
        Assert.Equal("walkers", watch.Only("persistent_subscriptions.subscribe").GetTagItem("messaging.consumer.group.name"));
        Assert.Equal("walkers", Assert.Single(watch.Of("messaging.client.consumed.messages")).Tags["messaging.consumer.group.name"]);
    }

    [Fact]
    public async Task Each_opening_of_a_subscription_is_a_span_and_the_second_says_that_it_goes_on()
    {
        await using var stage = await ScriptedReads.SetAsync(subscribes: true);
        using var watch = Watch.Begin();

        var read = 0;
        await foreach (var message in stage.Client.SubscribeAllAsync(new AllSubscription(), Cancel))
        {
            if (message.IsEvent && ++read == 2)
                break;
            stage.Next();
        }

        var openings = watch.Named("streams.subscribe");
        Assert.Equal([null, true], openings.Select(opening => opening.GetTagItem("db.eventstoredb.resumed")));
        Assert.All(openings, opening => Assert.Equal((ActivityKind.Client, "$all"), (opening.Kind, opening.GetTagItem("db.collection.name"))));
        Assert.Equal("streams.subscribe", Assert.Single(watch.Of("eventstoredb.client.resumptions")).Tags["db.operation.name"]);
    }
}
