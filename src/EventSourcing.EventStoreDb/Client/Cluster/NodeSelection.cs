using EventSourcing.EventStoreDb.Client.Connection;

namespace EventSourcing.EventStoreDb.Client.Cluster;

/// <summary>Which members of a cluster may be talked to, the best first (wire/PROTOCOL.md, i).</summary>
internal static class NodeSelection
{
    private static readonly Dictionary<NodePreference, NodeState[]> Order = new()
    {
        [NodePreference.Leader] = [NodeState.Leader, NodeState.Follower, NodeState.ReadOnlyReplica, NodeState.ReadOnlyLeaderless],
        [NodePreference.Follower] = [NodeState.Follower, NodeState.Leader, NodeState.ReadOnlyReplica, NodeState.ReadOnlyLeaderless],
        [NodePreference.ReadOnlyReplica] = [NodeState.ReadOnlyReplica, NodeState.ReadOnlyLeaderless, NodeState.Leader, NodeState.Follower],
    };

    private static readonly NodeState[] Usable = [NodeState.Leader, NodeState.Follower, NodeState.ReadOnlyReplica, NodeState.ReadOnlyLeaderless];

    /// <summary>Picks a member: one in the best state there is, at random among equals.</summary>
    /// <returns><see langword="null"/> where none is usable.</returns>
    public static ClusterMember? Pick(IReadOnlyList<ClusterMember> members, NodePreference preference, Random random)
    {
        // Dead members stay in gossip for half an hour, with the state they had.
        var usable = members.Where(member => member.IsAlive && Usable.Contains(member.State)).ToArray();
        random.Shuffle(usable);
        return Order.TryGetValue(preference, out var order)
            ? usable.MinBy(member => Array.IndexOf(order, member.State))
            : usable.FirstOrDefault();
    }

    /// <summary>Whether a member is what was asked for, and not the next best.</summary>
    public static bool IsPreferred(ClusterMember member, NodePreference preference) =>
        !Order.TryGetValue(preference, out var order) || order[0] == member.State;
}
