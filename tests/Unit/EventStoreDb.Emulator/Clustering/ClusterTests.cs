extern alias Emulator;

using Emulator::EventStoreDb.Emulator;
using Emulator::EventStoreDb.Emulator.Clustering;
using Emulator::EventStoreDb.Emulator.Store;
using Microsoft.Extensions.Time.Testing;

namespace EventSourcing.Tests.EventStoreDb.Emulator.Clustering;

public sealed class ClusterTests : IDisposable
{
    private static readonly TimeSpan Detection = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Election = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _time = new();
    private Cluster _cluster;
    private int _committed;

    public ClusterTests() => _cluster = Make(seed: 0);

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task A_follower_forwards_unless_the_caller_requires_the_leader()
    {
        Assert.IsType<WriteOutcome.Written>(await WriteAsync(2));
        Assert.Equal(new WriteOutcome.NotLeader(Member.Host, 2000), await WriteAsync(2, requiresLeader: true));
        Assert.IsType<WriteOutcome.Written>(await WriteAsync(0, requiresLeader: true));
        Assert.Equal(2, _committed);
    }

    [Fact]
    public async Task A_dead_leader_is_named_until_another_one_is_elected()
    {
        Kill(0);
        Assert.Equal(2000, await NamedAsync(2));
        var forwarded = WriteAsync(2);
        _time.Advance(WriteTimeout);
        Assert.Equal(new WriteOutcome.TimedOut("Forwarding timeout"), await forwarded);

        _time.Advance(Detection - WriteTimeout);
        Assert.Equal(2000, await NamedAsync(2));
        Assert.IsType<WriteOutcome.NotReady>(await WriteAsync(2));

        _time.Advance(Election);
        Assert.Equal(2001, await NamedAsync(2));
        Assert.IsType<WriteOutcome.Written>(await WriteAsync(2));
        Assert.Equal(1, _committed);
    }

    [Fact]
    public void Gossip_goes_on_listing_the_dead_as_they_were()
    {
        Kill(0);
        Assert.Equal("Leader alive, Follower alive, Follower alive", Gossip());
        _time.Advance(Detection);
        Assert.Equal("Leader dead, Unknown alive, Unknown alive", Gossip());
        _time.Advance(Election);
        Assert.Equal("Leader dead, Leader alive, Follower alive", Gossip());
        _cluster.Restart(_cluster.Members[0]);
        Assert.Equal("Follower alive, Leader alive, Follower alive", Gossip());
    }

    [Fact]
    public async Task Without_a_quorum_a_write_times_out_then_is_given_up_then_refused()
    {
        KillFollowers();
        var first = WriteAsync(0);
        _time.Advance(WriteTimeout);
        Assert.Equal(new WriteOutcome.TimedOut("Commit phase timeout."), await first);

        var second = WriteAsync(0);
        _time.Advance(Detection - WriteTimeout);
        Assert.Equal(new WriteOutcome.TimedOut("Request canceled by server"), await second);

        Assert.IsType<WriteOutcome.NotReady>(await WriteAsync(0));
        Assert.IsType<WriteOutcome.NotReady>(_cluster.RefusalToRead(_cluster.Members[0]));
        Assert.Equal("Unknown alive, Follower dead, Follower dead", Gossip());
        Assert.Equal(0, _committed);
    }

    [Fact]
    public async Task A_write_that_waits_is_done_when_a_follower_comes_back()
    {
        KillFollowers();
        var write = WriteAsync(0);
        _cluster.Restart(_cluster.Members[1]);

        Assert.IsType<WriteOutcome.Written>(await write);
        Assert.Equal(0, _cluster.Leader?.Index);
    }

    [Fact]
    public async Task A_write_nobody_acknowledged_is_lost_or_kept_by_seed()
    {
        var kept = new List<bool>();
        for (var seed = 0UL; seed < 20; seed++)
        {
            _cluster.Dispose();
            (_cluster, _committed) = (Make(seed), 0);
            KillFollowers();
            var write = WriteAsync(0);
            _time.Advance(Detection);
            Assert.IsType<WriteOutcome.TimedOut>(await write);
            _cluster.Restart(_cluster.Members[1]);
            _time.Advance(Election);

            // Only the node that has it can keep it.
            Assert.Equal(_committed == 1 ? 0 : 1, _cluster.Leader?.Index);
            kept.Add(_committed == 1);
        }

        Assert.Contains(true, kept);
        Assert.Contains(false, kept);
    }

    [Fact]
    public async Task A_leader_that_resigned_refuses_until_another_one_is_elected()
    {
        _cluster.Resign(_cluster.Members[1]);
        Assert.Equal(0, _cluster.Leader?.Index);

        _cluster.Resign(_cluster.Members[0]);
        Assert.Equal("ResigningLeader alive, Follower alive, Follower alive", Gossip());
        Assert.IsType<WriteOutcome.NotReady>(await WriteAsync(0, requiresLeader: true));
        Assert.Equal(2000, await NamedAsync(1));
        Assert.Null(_cluster.RefusalToRead(_cluster.Members[0]));

        _time.Advance(Election);
        Assert.Equal(1, _cluster.Leader?.Index);
    }

    [Fact]
    public async Task A_read_only_replica_refuses_every_write_and_has_no_vote()
    {
        Assert.IsType<WriteOutcome.NotLeader>(await WriteAsync(3));
        KillFollowers();
        _time.Advance(Detection);

        Assert.Null(_cluster.Leader);
        Assert.EndsWith("ReadOnlyLeaderless alive", GossipOfAll(), StringComparison.Ordinal);
    }

    private Cluster Make(ulong seed)
    {
        var options = new EmulatorOptions
        {
            TimeProvider = _time,
            WriteTimeout = WriteTimeout,
            Cluster = new ClusterOptions { DetectionTime = Detection, ElectionTime = Election, Seed = seed },
        };
        var cluster = new Cluster(nodes: 3, replicas: 1, options);
        foreach (var member in cluster.Members)
        {
            member.Port = 2000 + member.Index;
        }

        return cluster;
    }

    private void Kill(int node) => _cluster.Kill(_cluster.Members[node]);

    private void KillFollowers()
    {
        Kill(1);
        Kill(2);
    }

    private Task<WriteOutcome> WriteAsync(int node, bool requiresLeader = false) => _cluster.WriteAsync(
        _cluster.Members[node],
        requiresLeader,
        () => new WriteOutcome.Written(_committed++, 0),
        TestContext.Current.CancellationToken);

    private async Task<int> NamedAsync(int node) =>
        Assert.IsType<WriteOutcome.NotLeader>(await WriteAsync(node, requiresLeader: true)).Port;

    private string Gossip() => string.Join(", ", GossipOfAll().Split(", ").SkipLast(1));

    private string GossipOfAll() =>
        string.Join(", ", _cluster.Gossip().Select(member => $"{member.State} {(member.IsAlive ? "alive" : "dead")}"));
}
