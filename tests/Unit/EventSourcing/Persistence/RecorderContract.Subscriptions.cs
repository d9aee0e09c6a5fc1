using EventSourcing.Persistence;

namespace EventSourcing.Tests.Persistence;

public abstract partial class RecorderContract
{
    [Fact]
    public async Task A_stream_subscription_delivers_what_is_stored_then_says_it_has_caught_up_then_goes_on_live()
    {
        await AppendAsync(ExpectedRevision.NoStream, Events(70));
        await using var subscription = Subscribe(StreamSubscription.FromStart);

        Assert.Equal("0..69", await RevisionsAsync(subscription, 70));
        Assert.Equal(SubscriptionMessageKind.CaughtUp, (await NextAsync(subscription)).Kind);
        await AppendAsync(ExpectedRevision.Exactly(69), Events(2));
        await AppendAsync(ExpectedRevision.Exactly(71), Events(1));
        Assert.Equal("70..72", await RevisionsAsync(subscription, 3));
    }

    [Fact]
    public async Task A_stream_subscription_begins_after_its_revision()
    {
        await AppendAsync(ExpectedRevision.NoStream, Events(4));
        await using var subscription = Subscribe(new StreamSubscription { After = 1 });

        Assert.Equal("2..3", await RevisionsAsync(subscription, 2));
    }

    [Fact]
    public async Task A_stream_subscription_from_the_end_delivers_only_what_comes()
    {
        await AppendAsync(ExpectedRevision.NoStream, Events(4));
        await using var subscription = Subscribe(StreamSubscription.FromEnd);

        Assert.Equal(SubscriptionMessageKind.CaughtUp, (await NextAsync(subscription)).Kind);
        await AppendAsync(ExpectedRevision.Exactly(3), Events(1));
        Assert.Equal("4..4", await RevisionsAsync(subscription, 1));
    }

    [Fact]
    public async Task A_stream_need_not_exist_to_be_subscribed_to()
    {
        await using var subscription = Subscribe(StreamSubscription.FromStart);
        var first = NextEventAsync(subscription);
        await AppendAsync(ExpectedRevision.NoStream, Events(1));

        Assert.Equal(0, (await first).Revision);
    }

    [Fact]
    public async Task Subscribing_to_a_tombstoned_stream_is_an_error()
    {
        await Recorder.TombstoneStreamAsync(Stream, ExpectedRevision.NoStream, Cancel);
        await using var subscription = Subscribe(StreamSubscription.FromStart);

        await Assert.ThrowsAsync<StreamDeletedException>(async () => await NextAsync(subscription));
    }

    [Fact]
    public async Task A_subscription_to_the_log_delivers_all_streams_in_order_and_goes_on_live()
    {
        await AppendAsync(ExpectedRevision.NoStream, Events(3));
        await Recorder.AppendAsync(Stream + "-other", ExpectedRevision.NoStream, Events(2), Cancel);
        await using var subscription = SubscribeAll(AllSubscription.FromStart);

        var stored = await EventsAsync(subscription, 5);
        await AppendAsync(ExpectedRevision.Exactly(2), Events(1));
        var live = await NextEventAsync(subscription);

        Assert.Equal([Stream, Stream, Stream, Stream + "-other", Stream + "-other"], stored.Select(recorded => recorded.Stream));
        Assert.Equal((Stream, 3L), (live.Stream, live.Revision));
        Assert.Equal(stored.Append(live).Select(recorded => recorded.Position).Order(), stored.Append(live).Select(recorded => recorded.Position));
    }

    [Fact]
    public async Task A_subscription_to_the_log_begins_after_its_position_and_leaves_out_what_does_not_match()
    {
        await AppendAsync(ExpectedRevision.NoStream, Event("A"), Event("B"), Event("A"), Event("B"));
        var first = (await ReadAllAsync(AllRead.Forwards with { MaxCount = 1 }))[0].Position;
        await using var subscription = SubscribeAll(new AllSubscription { After = first, Filter = new EventFilter { Types = ["A"] } });

        Assert.Equal(2, (await NextEventAsync(subscription)).Revision);
        await AppendAsync(ExpectedRevision.Exactly(3), Event("B"), Event("A"));
        Assert.Equal(5, (await NextEventAsync(subscription)).Revision);
    }

    [Fact]
    public async Task A_subscription_to_the_log_from_the_end_delivers_only_what_comes()
    {
        await AppendAsync(ExpectedRevision.NoStream, Events(2));
        await using var subscription = SubscribeAll(AllSubscription.FromEnd);

        Assert.Equal(SubscriptionMessageKind.CaughtUp, (await NextAsync(subscription)).Kind);
        await AppendAsync(ExpectedRevision.Exactly(1), Events(1));
        Assert.Equal(2, (await NextEventAsync(subscription)).Revision);
    }

    [Fact]
    public async Task A_subscription_ends_as_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await using var subscription = Recorder.SubscribeStreamAsync(Stream, StreamSubscription.FromEnd, cancelled.Token).GetAsyncEnumerator(Cancel);
        Assert.Equal(SubscriptionMessageKind.CaughtUp, (await NextAsync(subscription)).Kind);
        var next = subscription.MoveNextAsync();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    [Fact]
    public async Task Subscribers_see_every_event_of_many_writers_once_and_in_order()
    {
        const int Writers = 5;
        const int Each = 40;
        await using var subscription = SubscribeAll(AllSubscription.FromStart);
        var seen = EventsAsync(subscription, Writers * Each);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            for (var i = 0; i < Each; i++)
                await Recorder.AppendAsync($"{Stream}-{writer}", ExpectedRevision.Exactly(i - 1), Events(1), Cancel);
        }));

        Assert.Equal((await ReadAllAsync()).Select(recorded => recorded.Id), (await seen).Select(recorded => recorded.Id));
    }

    private IAsyncEnumerator<SubscriptionMessage> Subscribe(StreamSubscription subscription) =>
        Recorder.SubscribeStreamAsync(Stream, subscription, Cancel).GetAsyncEnumerator(Cancel);

    private IAsyncEnumerator<SubscriptionMessage> SubscribeAll(AllSubscription subscription) =>
        Recorder.SubscribeAllAsync(subscription with { Filter = subscription.Filter with { StreamPrefixes = [Stream] } }, Cancel).GetAsyncEnumerator(Cancel);

    private static async Task<SubscriptionMessage> NextAsync(IAsyncEnumerator<SubscriptionMessage> subscription)
    {
        Assert.True(await subscription.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Cancel));
        return subscription.Current;
    }

    private static async Task<RecordedEvent> NextEventAsync(IAsyncEnumerator<SubscriptionMessage> subscription)
    {
        while (true)
            if ((await NextAsync(subscription)).Event is { } recorded)
                return recorded;
    }

    private static async Task<List<RecordedEvent>> EventsAsync(IAsyncEnumerator<SubscriptionMessage> subscription, int count)
    {
        var events = new List<RecordedEvent>();
        while (events.Count < count)
            events.Add(await NextEventAsync(subscription));
        return events;
    }

    private static async Task<string> RevisionsAsync(IAsyncEnumerator<SubscriptionMessage> subscription, int count)
    {
        var revisions = (await EventsAsync(subscription, count)).ConvertAll(recorded => recorded.Revision);
        Assert.Equal(Enumerable.Range(0, count).Select(i => revisions[0] + i), revisions);
        return $"{revisions[0]}..{revisions[^1]}";
    }
}
