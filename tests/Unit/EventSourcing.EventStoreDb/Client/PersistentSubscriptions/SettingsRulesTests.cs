using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.PersistentSubscriptions;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.EventStoreDb.Client.PersistentSubscriptions;

/// <summary>None of these calls leaves the client: nothing listens where they would go.</summary>
public sealed class SettingsRulesTests : IAsyncDisposable
{
    private readonly EventStoreDbClient _client = new(EventStoreDbClientSettings.Parse("esdb://localhost:1?tls=false"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private PersistentSubscriptionsClient Groups => _client.PersistentSubscriptions;

    public static TheoryData<string, PersistentSubscriptionSettings> Wrong => new()
    {
        { "", new() },
        { "dog-1", new() { StartFrom = PersistentSubscriptionStart.At(new Position(7)) } },
        { "$all", new() { StartFrom = PersistentSubscriptionStart.At(7) } },
        { "dog-1", new() { ReadBatchSize = 500 } },
        { "dog-1", new() { HistoryBufferSize = 0, ReadBatchSize = 0 } },
        { "dog-1", new() { MessageTimeout = TimeSpan.FromMilliseconds(-1) } },
        { "dog-1", new() { CheckpointAfter = TimeSpan.FromDays(30) } },
        { "dog-1", new() { MaxRetryCount = -1 } },
        { "dog-1", new() { MaxSubscriberCount = -1 } },
        { "dog-1", new() { ConsumerStrategy = (ConsumerStrategy)9 } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_the_server_refuses_or_never_answers_is_not_sent(string stream, PersistentSubscriptionSettings settings)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Groups.CreateAsync(stream, "g", settings, cancel: Cancel));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Groups.UpdateAsync(stream, "g", settings, cancel: Cancel));
    }

    [Fact]
    public async Task Neither_are_other_calls_that_make_no_sense()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Groups.CreateAsync("dog-1", "g", filter: PersistentSubscriptionFilter.ExcludeSystemEvents, cancel: Cancel));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Groups.UpdateAsync("dog-1", "g", new() { ConsumerStrategy = ConsumerStrategy.PinnedByCorrelation }, Cancel));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Groups.ReplayParkedAsync("dog-1", "g", -1, Cancel));
        Assert.ThrowsAny<ArgumentException>(() => Groups.ReadAsync("dog-1", "g", bufferSize: 0, cancel: Cancel));
        Assert.ThrowsAny<ArgumentException>(() => PersistentSubscriptionFilter.StreamPattern("("));
        Assert.ThrowsAny<ArgumentException>(() => PersistentSubscriptionFilter.TypePrefixes());
        Assert.ThrowsAny<ArgumentException>(() => PersistentSubscriptionStart.At(-1));
        Assert.ThrowsAny<ArgumentException>(() => PersistentSubscriptionStart.At(new Position(1, 2)));
        Assert.ThrowsAny<ArgumentException>(() => _client.Monitoring.ReadStatisticsAsync(TimeSpan.FromMicroseconds(999), Cancel));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _client.Projections.CreateContinuousAsync("p", "fromAll()", trackEmittedStreams: true, cancel: Cancel));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _client.Projections.CreateTransientAsync("", "fromAll()", Cancel));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _client.Operations.StartScavengeAsync(threads: 0, cancel: Cancel));
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
