namespace EventSourcing.EventStoreDb.Client.Connection;

/// <summary>Which node of a cluster to talk to.</summary>
public enum NodePreference
{
    /// <summary>The leader; nodes that are not refuse.</summary>
    Leader,

    /// <summary>A follower, as long as there is one.</summary>
    Follower,

    /// <summary>A read-only replica, as long as there is one.</summary>
    ReadOnlyReplica,

    /// <summary>Any node.</summary>
    Random,
}
