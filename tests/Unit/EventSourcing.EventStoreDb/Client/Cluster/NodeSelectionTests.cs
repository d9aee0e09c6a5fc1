using EventSourcing.EventStoreDb.Client.Cluster;
using EventSourcing.EventStoreDb.Client.Connection;

namespace EventSourcing.Tests.EventStoreDb.Client;

public sealed class NodeSelectionTests
{
    private static readonly Random Seeded = new(17);

    [Theory]
    [InlineData(NodePreference.Leader, "Follower Leader Follower", "Leader")]
    [InlineData(NodePreference.Leader, "Follower ReadOnlyReplica", "Follower")]
    [InlineData(NodePreference.Follower, "Leader Follower ReadOnlyReplica", "Follower")]
    [InlineData(NodePreference.Follower, "Leader ReadOnlyReplica", "Leader")]
    [InlineData(NodePreference.ReadOnlyReplica, "Leader Follower ReadOnlyLeaderless", "ReadOnlyLeaderless")]
    [InlineData(NodePreference.ReadOnlyReplica, "Leader Follower ReadOnlyReplica", "ReadOnlyReplica")]
    [InlineData(NodePreference.ReadOnlyReplica, "Follower Leader", "Leader")]
    [InlineData(NodePreference.Random, "ReadOnlyLeaderless", "ReadOnlyLeaderless")]
    [InlineData(NodePreference.Random, "Unknown PreLeader CatchingUp ResigningLeader ShuttingDown Manager", null)]
    [InlineData(NodePreference.Leader, "", null)]
    public void The_best_member_for_the_preference_is_picked(NodePreference preference, string states, string? picked) =>
        Assert.Equal(picked, NodeSelection.Pick(Members(states), preference, Seeded)?.State.ToString());

    [Fact]
    public void The_dead_are_not_picked_whatever_they_were() =>
        Assert.Equal(NodeState.Follower, NodeSelection.Pick([.. Members("Leader").Select(member => member with { IsAlive = false }), .. Members("Follower")], NodePreference.Leader, Seeded)!.State);

    [Fact]
    public void Among_equals_chance_decides()
    {
        var members = Members("Follower Follower Follower Leader");

        var picked = Enumerable.Range(0, 200).Select(_ => NodeSelection.Pick(members, NodePreference.Follower, Seeded)!.Endpoint.Port).Distinct();

        Assert.Equal([0, 1, 2], picked.Order());
    }

    [Fact]
    public void Only_the_best_state_is_what_was_asked_for()
    {
        Assert.True(NodeSelection.IsPreferred(Members("Leader")[0], NodePreference.Leader));
        Assert.False(NodeSelection.IsPreferred(Members("Follower")[0], NodePreference.Leader));
        Assert.True(NodeSelection.IsPreferred(Members("Follower")[0], NodePreference.Random));
    }

    private static ClusterMember[] Members(string states) =>
        [.. states.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((state, port) =>
            new ClusterMember(Guid.NewGuid(), new Endpoint("localhost", port), Enum.Parse<NodeState>(state), IsAlive: true, default))];
}
