using EventSourcing.EventStoreDb.Client.Connection;

namespace EventSourcing.EventStoreDb.Client.Cluster;

/// <summary>A node of a cluster, as another node tells of it.</summary>
/// <param name="InstanceId">The node's id, a new one each time it starts.</param>
/// <param name="Endpoint">Where clients reach it.</param>
/// <param name="State">What it is doing; of a node that is not alive, what it was doing last.</param>
/// <param name="IsAlive">Whether the telling node thinks it is there.</param>
/// <param name="LastSeen">When the telling node last heard of it.</param>
public sealed record ClusterMember(Guid InstanceId, Endpoint Endpoint, NodeState State, bool IsAlive, DateTimeOffset LastSeen);
