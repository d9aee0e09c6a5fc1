using EventSourcing.EventStoreDb.Client.Channels;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Client.Wire;
using EventSourcing.EventStoreDb.Protos;
using EventSourcing.EventStoreDb.Protos.Gossip;
using Grpc.Core;

namespace EventSourcing.EventStoreDb.Client.Cluster;

/// <summary>Asks a node about its cluster.</summary>
internal static class GossipCall
{
    public static async Task<IReadOnlyList<ClusterMember>> ReadAsync(NodeChannel node, CallDeadline deadline)
    {
        var description = new CallDescription("gossip.read", "question about the cluster", node.Endpoint, node.User);
        try
        {
            using var call = new Gossip.GossipClient(node.Invoker).ReadAsync(new Empty(), node.Options(deadline.Token));
            var answer = await call.ResponseAsync.ConfigureAwait(false);
            return [.. answer.Members.Select(ToMember)];
        }
        catch (RpcException error)
        {
            deadline.ThrowIfEnded(description, error);
            throw RpcErrors.ToPersistence(error, description);
        }
    }

    private static ClusterMember ToMember(MemberInfo member) => new(
        member.InstanceId.ToGuid(),
        new Endpoint(member.HttpEndPoint.Address, (int)member.HttpEndPoint.Port),
        (NodeState)member.State,
        member.IsAlive,
        DateTimeOffset.UnixEpoch.AddTicks(member.TimeStamp));
}
