extern alias Emulator;

using System.Net;
using System.Net.Sockets;
using Emulator::EventStoreDb.Emulator;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.EventStoreDb.Resilience;

/// <summary>Hours without a server, by a clock on which pauses take no time.</summary>
public sealed class LongOutageTests
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Hours = TimeSpan.FromHours(2);

    private readonly PausesPass _clock = new(2 * LongestPause);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_subscription_and_an_append_without_deadline_outlive_hours_without_a_server(int nodes)
    {
        // A node that is started again still has its log.
        await using var cluster = await EmulatorCluster.StartAsync(nodes, cancel: Cancel);
        await using var client = Connect(cluster.ConnectionString);
        await AppendAsync(client, 0);
        await using var subscription = client.SubscribeStreamAsync("s", StreamSubscription.FromStart, Cancel).Where(message => message.IsEvent).GetAsyncEnumerator(Cancel);
        Assert.True(await subscription.MoveNextAsync());

        await Task.WhenAll(Enumerable.Range(0, nodes).Select(cluster.KillAsync));
        var appended = AppendAsync(client, 1);
        var delivered = subscription.MoveNextAsync();
        await _clock.PassedAsync(Hours);
        Assert.False(appended.IsCompleted);
        Assert.False(delivered.IsCompleted);
        for (var node = 0; node < nodes; node++)
            await cluster.RestartAsync(node, Cancel);

        Assert.Equal(1, (await appended).Revision);
        Assert.True(await delivered);
        Assert.Equal(1, subscription.Current.Event!.Revision);
    }

    [Fact]
    public async Task Pauses_between_attempts_grow_differ_and_stay_below_the_longest()
    {
        await using var client = Connect($"esdb://127.0.0.1:{ClosedPort()}?tls=false");
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        var call = client.GetServerVersionAsync(enough.Token);
        await _clock.PassedAsync(Hours);
        await enough.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        var pauses = _clock.Pauses;
        Assert.All(pauses, pause => Assert.InRange(pause, TimeSpan.Zero, LongestPause));
        Assert.All(pauses.Take(3), pause => Assert.True(pause < LongestPause / 2));
        // Also in the long run: clients that lost one server must not come back in step.
        Assert.True(pauses.TakeLast(100).Distinct().Count() > 50);
        Assert.True(pauses.TakeLast(100).Average(pause => pause.TotalSeconds) > LongestPause.TotalSeconds / 2);
    }

    [Fact]
    public async Task A_deadline_ends_a_call_that_finds_no_server_when_its_time_has_come_by_the_same_clock()
    {
        await using var client = Connect($"esdb://127.0.0.1:{ClosedPort()}?tls=false", settings => settings with { DefaultDeadline = Hours });
        var begun = _clock.GetUtcNow();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => client.GetServerVersionAsync(Cancel));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => AppendAsync(client, 0));

        // No more than the pause that was under way.
        Assert.InRange(_clock.GetUtcNow() - begun, 2 * Hours, 2 * (Hours + LongestPause));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task Discovery_is_tried_as_often_and_as_far_apart_as_was_asked(int attempts)
    {
        var interval = TimeSpan.FromSeconds(2);
        await using var client = Connect($"esdb://127.0.0.1:{ClosedPort()},127.0.0.1:{ClosedPort()}?tls=false", settings => settings with
        {
            MaxDiscoverAttempts = attempts,
            DiscoveryInterval = interval,
            GossipTimeout = Hours,
            MaxRetries = 0,
        });

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => client.GetServerVersionAsync(Cancel));

        Assert.Contains($" {attempts} attempts", error.Message, StringComparison.Ordinal);
        Assert.Equal(attempts - 1, _clock.Pauses.Count);
        Assert.All(_clock.Pauses, pause => Assert.InRange(pause, interval / 2, interval * 1.5));
    }

    private static Task<AppendResult> AppendAsync(EventStoreDbClient client, int revision) => client.AppendAsync(
        "s", revision == 0 ? ExpectedRevision.NoStream : ExpectedRevision.Exactly(revision - 1), [new NewEvent(Guid.NewGuid(), "Counted", "{}"u8.ToArray())], Cancel);

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private EventStoreDbClient Connect(string connectionString, Func<EventStoreDbClientSettings, EventStoreDbClientSettings>? change = null)
    {
        var settings = EventStoreDbClientSettings.Parse(connectionString) with
        {
            DefaultDeadline = Timeout.InfiniteTimeSpan,
            MaxRetries = int.MaxValue,
            MaxRetryDelay = LongestPause,
            GossipTimeout = Hours,
        };
        return new EventStoreDbClient(change is null ? settings : change(settings), _clock);
    }
}
