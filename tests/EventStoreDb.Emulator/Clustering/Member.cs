using EventSourcing.EventStoreDb.Protos.Gossip;

namespace EventStoreDb.Emulator.Clustering;

/// <summary>A node as the others know it. All but the address is guarded by the cluster's lock.</summary>
internal sealed class Member(int index, bool isReplica)
{
    public const string Host = "127.0.0.1";

    public int Index => index;

    /// <summary>A copy of the log for readers, which has no vote.</summary>
    public bool IsReplica => isReplica;

    /// <summary>Known once the node listens for the first time; it keeps it then.</summary>
    public int Port { get; set; }

    /// <summary>Of this run of the node.</summary>
    public required NodeStates States { get; set; }

    /// <summary>Of this run of the node: a restarted node has another one.</summary>
    public Guid InstanceId { get; set; } = Guid.NewGuid();

    public bool IsAlive { get; set; } = true;

    public DateTimeOffset DiedAt { get; set; }

    /// <summary>What a dead node was, which gossip goes on to say.</summary>
    public MemberInfo.Types.VNodeState LastState { get; set; }
}
