using EventSourcing.EventStoreDb.Protos;
using EventSourcing.EventStoreDb.Protos.Gossip;
using EventStoreDb.Emulator.Hosting;
using Grpc.Core;

namespace EventStoreDb.Emulator.Services;

/// <summary>A node alone is its own leader.</summary>
internal sealed class GossipService(NodeIdentity node, EmulatorOptions options) : Gossip.GossipBase
{
    public override Task<ClusterInfo> Read(Empty request, ServerCallContext context) => Task.FromResult(new ClusterInfo
    {
        Members =
        {
            new MemberInfo
            {
                InstanceId = Uuids.Structured(node.InstanceId),
                TimeStamp = options.TimeProvider.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.Ticks,
                State = MemberInfo.Types.VNodeState.Leader,
                IsAlive = true,
                HttpEndPoint = new EndPoint { Address = node.Host, Port = (uint)node.Port },
            },
        },
    });
}
