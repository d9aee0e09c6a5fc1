using EventSourcing.EventStoreDb.Protos;
using EventSourcing.EventStoreDb.Protos.Gossip;
using EventStoreDb.Emulator.Clustering;
using Grpc.Core;

namespace EventStoreDb.Emulator.Services;

/// <summary>Tells of the members. A node alone is its own leader.</summary>
internal sealed class GossipService(Cluster cluster) : Gossip.GossipBase
{
    public override Task<ClusterInfo> Read(Empty request, ServerCallContext context) =>
        Task.FromResult(new ClusterInfo { Members = { cluster.Gossip() } });
}
