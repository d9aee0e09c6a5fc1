using EventSourcing.Persistence;

namespace EventSourcing.Tests.Sqlite;

/// <summary>What another recorder of the same file writes reaches subscribers, as what another process writes.</summary>
public sealed class SqliteSubscriptionTests : IAsyncLifetime
{
    private readonly TemporaryFile _file = new();
    private IRecorder _ours = null!;
    private IRecorder _theirs = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        (_ours, _theirs) = (_file.Open(), _file.Open());
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _ours.DisposeAsync();
        await _theirs.DisposeAsync();
        _file.Dispose();
    }

    [Fact]
    public async Task An_event_of_another_recorder_is_found()
    {
        await using var stream = await CaughtUpAsync(_ours.SubscribeStreamAsync("Dog", StreamSubscription.FromStart, Cancel));
        await using var log = await CaughtUpAsync(_ours.SubscribeAllAsync(AllSubscription.FromStart, Cancel));

        var appended = await _theirs.AppendAsync("Dog", ExpectedRevision.NoStream, [Event()], Cancel);

        Assert.True(await stream.MoveNextAsync() && await log.MoveNextAsync());
        Assert.Equal(appended.Position, stream.Current.Position);
        Assert.Equal(appended.Position, log.Current.Position);
    }

    [Fact]
    public async Task A_subscription_ends_when_another_recorder_tombstones_its_stream()
    {
        await _theirs.AppendAsync("Dog", ExpectedRevision.NoStream, [Event()], Cancel);
        await using var subscription = await CaughtUpAsync(_ours.SubscribeStreamAsync("Dog", StreamSubscription.FromEnd, Cancel));

        await _theirs.TombstoneStreamAsync("Dog", ExpectedRevision.Any, Cancel);

        await Assert.ThrowsAsync<StreamDeletedException>(async () => await subscription.MoveNextAsync());
    }

    [Fact]
    public async Task A_subscription_ends_when_its_recorder_is_closed()
    {
        await using var subscription = await CaughtUpAsync(_ours.SubscribeAllAsync(AllSubscription.FromEnd, Cancel));
        var next = subscription.MoveNextAsync();

        await _ours.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await next);
    }

    [Fact]
    public async Task A_subscription_that_takes_its_time_misses_nothing()
    {
        const int Count = 2_000;
        await using var subscription = await CaughtUpAsync(_ours.SubscribeAllAsync(AllSubscription.FromStart, Cancel));
        for (var i = 0; i < Count; i += 100)
            await (i % 200 == 0 ? _ours : _theirs).AppendAsync("Dog", ExpectedRevision.Any, [.. Enumerable.Range(0, 100).Select(_ => Event())], Cancel);

        for (var i = 0; i < Count; i++)
        {
            Assert.True(await subscription.MoveNextAsync());
            Assert.Equal(i, subscription.Current.Event!.Revision);
        }
    }

    private static NewEvent Event() => new(Guid.CreateVersion7(), "Counted", "{}"u8.ToArray());

    private static async Task<IAsyncEnumerator<SubscriptionMessage>> CaughtUpAsync(IAsyncEnumerable<SubscriptionMessage> messages)
    {
        var subscription = messages.GetAsyncEnumerator(Cancel);
        while (await subscription.MoveNextAsync() && subscription.Current.Kind != SubscriptionMessageKind.CaughtUp)
        {
            // What is stored already is not what these tests are about.
        }

        return subscription;
    }
}
