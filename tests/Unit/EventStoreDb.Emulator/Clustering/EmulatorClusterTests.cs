extern alias Emulator;

using Emulator::EventStoreDb.Emulator;
using Microsoft.Extensions.Time.Testing;

namespace EventSourcing.Tests.EventStoreDb.Emulator.Clustering;

public sealed class EmulatorClusterTests : IAsyncLifetime
{
    private readonly RawClient _client = new();
    private EmulatorCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await EmulatorCluster.StartAsync(
        3,
        new EmulatorOptions { WriteTimeout = TimeSpan.FromMilliseconds(100) },
        TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public void It_is_found_by_any_of_its_nodes()
    {
        var seeds = _cluster.Addresses.Select(address => address.Authority);
        Assert.Equal($"esdb://{string.Join(',', seeds)}?tls=false", _cluster.ConnectionString);
        Assert.Equal(0, _cluster.Leader);
    }

    [Fact]
    public async Task What_was_acknowledged_survives_three_leaders_and_is_there_once()
    {
        var cancel = TestContext.Current.CancellationToken;
        var acknowledged = new List<Guid>();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var appending = Task.Run(
            async () =>
            {
                for (var i = 0; !enough.IsCancellationRequested; i++)
                {
                    var id = Guid.NewGuid();
                    if ((await _client.AppendAsync(_cluster.Addresses[i % 3], id)).IsOk)
                    {
                        acknowledged.Add(id);
                    }
                }
            },
            cancel);
        for (var i = 0; i < 3; i++)
        {
            var killed = await _cluster.KillLeaderAsync(cancel);
            Assert.NotEqual(killed, await _cluster.WaitForLeaderAsync(cancel));
            await _cluster.RestartAsync(killed, cancel);
        }

        Assert.True((await _client.AppendAsync(_cluster.Addresses[2], Guid.NewGuid())).IsOk);
        await enough.CancelAsync();
        await appending;
        var committed = _cluster.Committed.Select(recorded => recorded.Id).ToList();
        Assert.Equal(committed.Count, committed.Distinct().Count());
        Assert.Subset(committed.ToHashSet(), acknowledged.ToHashSet());
    }

    [Fact]
    public async Task A_subscription_at_a_follower_outlives_the_leader_and_one_at_the_leader_does_not()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var atLeader = await SubscribeAsync(0);
        await using var atFollower = await SubscribeAsync(2);
        await _cluster.KillLeaderAsync(cancel);
        await _cluster.WaitForLeaderAsync(cancel);
        await _client.AppendAsync(_cluster.Addresses[1], Guid.NewGuid());

        Assert.NotNull((await RawClient.EndAsync(atLeader)).End.Broken);
        Assert.NotNull((await RawClient.ReceiveAsync(atFollower, RawClient.Read))["event"]);
    }

    [Fact]
    public async Task A_resigned_leader_says_so_in_a_status_and_in_an_answer()
    {
        var cancel = TestContext.Current.CancellationToken;
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var cluster = await EmulatorCluster.StartAsync(3, new EmulatorOptions { TimeProvider = time }, cancel);
        await using var batch = _client.Open(cluster.Addresses[0], RawClient.BatchAppend);
        await cluster.ResignLeaderAsync(cancel);
        var refused = await _client.AppendAsync(cluster.Addresses[0], Guid.NewGuid(), requiresLeader: true);
        await RawClient.SendBatchAsync(batch, Guid.NewGuid());
        var answer = await RawClient.ReceiveAsync(batch, RawClient.BatchAppend);
        time.Advance(new ClusterOptions().ElectionTime);
        Assert.Equal(1, await cluster.WaitForLeaderAsync(cancel));
        await RawClient.SendBatchAsync(batch, Guid.NewGuid());

        Assert.Equal(14, refused.End.Status?.Code);
        Assert.Equal("Server Is Not Ready", answer["error"]?["message"]?.GetValue<string>());
        Assert.Null(answer["error"]?["code"]);
        Assert.NotNull((await RawClient.ReceiveAsync(batch, RawClient.BatchAppend))["success"]);
    }

    [Fact]
    public async Task A_restarted_node_is_another_instance_at_the_same_place()
    {
        var cancel = TestContext.Current.CancellationToken;
        var (address, instance) = (_cluster.Addresses[2], await InstanceAsync(2));
        await _cluster.KillAsync(2);
        Assert.False(_cluster.IsAlive(2));
        Assert.NotNull((await _client.AskAsync(address, RawClient.Gossip, "{}")).End.Broken);

        await _cluster.RestartAsync(2, cancel);
        Assert.True(_cluster.IsAlive(2));
        Assert.Equal(address, _cluster.Addresses[2]);
        Assert.NotEqual(instance, await InstanceAsync(2));
    }

    [Fact]
    public async Task A_node_told_to_shut_down_is_missed_like_one_that_was_killed()
    {
        var cancel = TestContext.Current.CancellationToken;
        await _client.AskAsync(_cluster.Addresses[0], "event_store.client.operations.Operations/Shutdown", "{}");
        while (await _cluster.WaitForLeaderAsync(cancel) == 0)
        {
            await Task.Yield();
        }

        Assert.Equal(1, _cluster.Leader);
        await _cluster.RestartAsync(0, cancel);
        Assert.True((await _client.AppendAsync(_cluster.Addresses[0], Guid.NewGuid())).IsOk);
    }

    private async Task<RawCall> SubscribeAsync(int node)
    {
        var call = _client.Open(_cluster.Addresses[node], RawClient.Read);
        await RawClient.SendAsync(call, RawClient.Read, RawClient.SubscribeToAll);
        call.HalfClose();
        while ((await RawClient.ReceiveAsync(call, RawClient.Read))["caught_up"] is null)
        {
            // What the server wrote when it started.
        }

        return call;
    }

    private async Task<string> InstanceAsync(int node)
    {
        var answer = await _client.AskAsync(_cluster.Addresses[node], RawClient.Gossip, "{}");
        return RawClient.Json(RawClient.Gossip, Assert.Single(answer.Messages))["members"]![node]!["instance_id"]!.ToJsonString();
    }
}
