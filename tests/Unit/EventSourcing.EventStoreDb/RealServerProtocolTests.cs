using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Client.PersistentSubscriptions;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.EventStoreDb;

/// <summary>What an operator does beside streams, against the server that the environment names.</summary>
public sealed class RealServerProtocolTests
{
    private readonly string _stream = $"protocol-{Guid.NewGuid():N}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_persistent_subscription_delivers_parks_and_replays()
    {
        await using var client = Open();
        var groups = client.PersistentSubscriptions;
        await AppendAsync(client, 3);
        await groups.CreateAsync(_stream, "g", new() { StartFrom = PersistentSubscriptionStart.Start }, cancel: Cancel);
        await Assert.ThrowsAsync<PersistentSubscriptionExistsException>(() => groups.CreateAsync(_stream, "g", cancel: Cancel));

        var read = new List<(long Revision, int Retries)>();
        await foreach (var one in groups.ReadAsync(_stream, "g", cancel: Cancel))
        {
            read.Add(((one.Event.Link ?? one.Event).Revision, one.RetryCount));
            Assert.True(await (read.Count switch
            {
                1 => one.RefuseAsync(NackAction.Park, "poison", Cancel),
                2 => one.RefuseAsync(NackAction.Retry, "again", Cancel),
                _ => one.AcknowledgeAsync(Cancel),
            }));
            if (read.Count == 4)
                break;
        }

        Assert.Equal([(0, 0), (1, 0), (2, 0), (1, 1)], read);
        await foreach (var parked in client.SubscribeStreamAsync($"$persistentsubscription-{_stream}::g-parked", StreamSubscription.FromStart, Cancel))
            if (parked.IsEvent)
                break;
        Assert.Equal(1, (await groups.GetInfoAsync(_stream, "g", Cancel)).ParkedMessageCount);
        await groups.ReplayParkedAsync(_stream, "g", cancel: Cancel);
        await foreach (var one in groups.ReadAsync(_stream, "g", cancel: Cancel))
        {
            Assert.Equal(0, one.Event.Revision);
            Assert.NotNull(one.Event.Link);
            await one.AcknowledgeAsync(Cancel);
            break;
        }
    }

    [Fact]
    public async Task A_persistent_subscription_is_updated_listed_and_deleted_and_its_readers_are_told()
    {
        await using var client = Open();
        var groups = client.PersistentSubscriptions;
        await groups.CreateAsync(_stream, "g", cancel: Cancel);
        await using var reader = groups.ReadAsync(_stream, "g", cancel: Cancel).GetAsyncEnumerator(Cancel);
        var next = reader.MoveNextAsync().AsTask();
        while ((await groups.GetInfoAsync(_stream, "g", Cancel)).Connections.Count == 0)
            await Task.Yield();

        await groups.UpdateAsync(_stream, "g", new() { MaxRetryCount = 3 }, Cancel);

        await Assert.ThrowsAsync<PersistentSubscriptionDroppedException>(() => next);
        Assert.Equal(3, Assert.Single(await groups.ListAsync(_stream, Cancel)).MaxRetryCount);
        await groups.DeleteAsync(_stream, "g", Cancel);
        await Assert.ThrowsAsync<PersistentSubscriptionNotFoundException>(() => groups.GetInfoAsync(_stream, "g", Cancel));
    }

    [Fact]
    public async Task A_persistent_subscription_to_the_log_is_filtered()
    {
        await using var client = Open();
        var groups = client.PersistentSubscriptions;
        await groups.CreateAsync(PersistentSubscriptionsClient.All, _stream, new() { StartFrom = PersistentSubscriptionStart.Start }, PersistentSubscriptionFilter.StreamPrefixes(_stream), Cancel);
        await AppendAsync(client, 1);

        await foreach (var one in groups.ReadAsync(PersistentSubscriptionsClient.All, _stream, cancel: Cancel))
        {
            Assert.Equal(_stream, one.Event.Stream);
            await one.AcknowledgeAsync(Cancel);
            break;
        }

        await groups.DeleteAsync(PersistentSubscriptionsClient.All, _stream, Cancel);
    }

    [Fact]
    public async Task A_node_tells_its_features_and_statistics()
    {
        await using var client = Open();

        Assert.True((await client.GetServerFeaturesAsync(Cancel)).Supports("event_store.client.streams.Streams", "BatchAppend"));
        await foreach (var statistics in client.Monitoring.ReadStatisticsAsync(TimeSpan.FromMilliseconds(100), Cancel))
        {
            Assert.Contains("proc-id", statistics.Keys);
            break;
        }
    }

    private static EventStoreDbClient Open()
    {
        var uri = Environment.GetEnvironmentVariable("EVENTSTOREDB_URI");
        Assert.SkipWhen(uri is null, "EVENTSTOREDB_URI is not set: no real server to test against.");
        return new EventStoreDbClient(EventStoreDbClientSettings.Parse(uri!));
    }

    private Task<AppendResult> AppendAsync(EventStoreDbClient client, int count) => client.AppendAsync(
        _stream, ExpectedRevision.NoStream, [.. Enumerable.Range(0, count).Select(_ => new NewEvent(Guid.NewGuid(), "Barked", "{}"u8.ToArray()))], Cancel);
}
