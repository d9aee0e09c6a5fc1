namespace EventSourcing.EventStoreDb.Client.Cluster;

/// <summary>What a node of a cluster is doing; numbers and names are those of the wire.</summary>
public enum NodeState
{
    /// <summary>It starts.</summary>
    Initializing = 0,

    /// <summary>It looks for a leader.</summary>
    DiscoverLeader = 1,

    /// <summary>It has no leader, as in an election or without a quorum.</summary>
    Unknown = 2,

    /// <summary>It is about to become a follower.</summary>
    PreReplica = 3,

    /// <summary>It fetches what it has missed.</summary>
    CatchingUp = 4,

    /// <summary>It has a copy, and no vote.</summary>
    Clone = 5,

    /// <summary>It follows the leader.</summary>
    Follower = 6,

    /// <summary>It is about to become the leader.</summary>
    PreLeader = 7,

    /// <summary>It leads: it alone writes.</summary>
    Leader = 8,

    /// <summary>It is no database node.</summary>
    Manager = 9,

    /// <summary>It stops.</summary>
    ShuttingDown = 10,

    /// <summary>It has stopped.</summary>
    Shutdown = 11,

    /// <summary>A read-only replica that has lost its leader.</summary>
    ReadOnlyLeaderless = 12,

    /// <summary>It is about to become a read-only replica.</summary>
    PreReadOnlyReplica = 13,

    /// <summary>It has a copy, for reading only.</summary>
    ReadOnlyReplica = 14,

    /// <summary>It is about to lead no more.</summary>
    ResigningLeader = 15,
}
