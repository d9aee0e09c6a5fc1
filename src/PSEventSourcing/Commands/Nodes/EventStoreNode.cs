using EventSourcing.EventStoreDb.Client.Cluster;

namespace PSEventSourcing.Commands.Nodes;

/// <summary>A node of a cluster, as the node that was asked tells of it.</summary>
public sealed record EventStoreNode
{
    /// <summary>Where clients reach it, as <c>host:port</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>What it does: <c>Leader</c>, <c>Follower</c>, <c>ReadOnlyReplica</c> and so on; of a node that is not alive,
    /// what it did last.</summary>
    public required string Role { get; init; }

    /// <summary>Whether the node that was asked thinks it is there.</summary>
    public bool IsAlive { get; init; }

    /// <summary>When the node that was asked last heard of it.</summary>
    public DateTimeOffset LastSeen { get; init; }

    /// <summary>Its id, a new one each time it starts.</summary>
    public Guid InstanceId { get; init; }

    internal static EventStoreNode Of(ClusterMember member) => new()
    {
        Endpoint = member.Endpoint.ToString(),
        Role = member.State.ToString(),
        IsAlive = member.IsAlive,
        LastSeen = member.LastSeen,
        InstanceId = member.InstanceId,
    };
}
