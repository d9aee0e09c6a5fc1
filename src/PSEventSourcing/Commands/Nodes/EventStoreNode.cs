using EventSourcing.EventStoreDb.Client.Cluster;

namespace PSEventSourcing.Commands.Nodes;

/// <summary>A node of a cluster, as the node that was asked and the node itself tell of it.</summary>
public sealed record EventStoreNode
{
    /// <summary>Where clients reach it, as <c>host:port</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>What it does: <c>Leader</c>, <c>Follower</c>, <c>ReadOnlyReplica</c> and so on; of a node that is not alive,
    /// what it did last.</summary>
    public required string Role { get; init; }

    /// <summary>Whether the node that was asked thinks it is there.</summary>
    public bool IsAlive { get; init; }

    /// <summary>The server's version; nothing where the node itself did not answer.</summary>
    public string? Version { get; init; }

    /// <summary>How far its log is written, in bytes from the log's begin; nothing where the node itself did not
    /// answer.</summary>
    public long? LogPosition { get; init; }

    /// <summary>How many bytes of the leader's log it does not have yet; nothing where one of the two is not known.</summary>
    public long? Lag { get; init; }

    /// <summary>When the node that was asked last heard of it.</summary>
    public DateTimeOffset LastSeen { get; init; }

    /// <summary>Its id, a new one each time it starts.</summary>
    public Guid InstanceId { get; init; }

    /// <summary>Where clients reach it.</summary>
    public override string ToString() => Endpoint;

    internal static EventStoreNode Of(ClusterMember member) => new()
    {
        Endpoint = member.Endpoint.ToString(),
        Role = member.State.ToString(),
        IsAlive = member.IsAlive,
        LastSeen = member.LastSeen,
        InstanceId = member.InstanceId,
    };
}
