using EventSourcing.EventStoreDb.Protos;
using EventSourcing.EventStoreDb.Protos.Operations;
using EventStoreDb.Emulator.Clustering;
using Grpc.Core;
using Microsoft.Extensions.Hosting;

namespace EventStoreDb.Emulator.Services;

/// <summary>Operating a node that keeps its events in memory, where there is nothing to scavenge or merge.</summary>
internal sealed class OperationsService(
    IHostApplicationLifetime lifetime, OperationsService.Scavenges scavenges, Cluster cluster, Member node)
    : Operations.OperationsBase
{
    public override async Task<ScavengeResp> StartScavenge(StartScavengeReq request, ServerCallContext context)
    {
        RequireOperator(context);
        _ = request.Options ?? throw new MalformedRequestException("Options are required.");
        if (scavenges.IsFirst())
        {
            await Silence.KeepAsync(context.CancellationToken);
        }

        return new ScavengeResp
        {
            ScavengeId = Guid.Empty.ToString("D"),
            ScavengeResult = ScavengeResp.Types.ScavengeResult.InProgress,
        };
    }

    public override Task<ScavengeResp> StopScavenge(StopScavengeReq request, ServerCallContext context)
    {
        RequireOperator(context);
        throw Errors.ScavengeNotFound();
    }

    public override Task<Empty> Shutdown(Empty request, ServerCallContext context)
    {
        RequireOperator(context);
        lifetime.StopApplication();
        return Task.FromResult(new Empty());
    }

    public override Task<Empty> MergeIndexes(Empty request, ServerCallContext context) => Done(context);

    public override Task<Empty> ResignNode(Empty request, ServerCallContext context)
    {
        RequireOperator(context);
        cluster.Resign(node);
        return Task.FromResult(new Empty());
    }

    public override Task<Empty> SetNodePriority(SetNodePriorityReq request, ServerCallContext context) => Done(context);

    public override Task<Empty> RestartPersistentSubscriptions(Empty request, ServerCallContext context) => Done(context);

    private static Task<Empty> Done(ServerCallContext context)
    {
        RequireOperator(context);
        return Task.FromResult(new Empty());
    }

    private static void RequireOperator(ServerCallContext context)
    {
        if (!context.Caller().IsOperator)
        {
            throw Errors.AccessDenied();
        }
    }

    /// <summary>In memory, the first scavenge of a node never ends and the later ones are told so.</summary>
    internal sealed class Scavenges
    {
        private int _started;

        public bool IsFirst() => Interlocked.Exchange(ref _started, 1) == 0;
    }
}
