using EventSourcing.EventStoreDb.Protos;
using EventSourcing.EventStoreDb.Protos.Operations;
using EventStoreDb.Emulator.Clustering;
using EventStoreDb.Emulator.Persistent;
using Grpc.Core;
using Microsoft.Extensions.Hosting;

namespace EventStoreDb.Emulator.Services;

/// <summary>Operating a node. There is nothing to merge, so that is answered at once.</summary>
internal sealed class OperationsService(
    IHostApplicationLifetime lifetime, Scavenges scavenges, GroupDirectory groups, EmulatorOptions options, Cluster cluster, Member node)
    : Operations.OperationsBase
{
    public override async Task<ScavengeResp> StartScavenge(StartScavengeReq request, ServerCallContext context)
    {
        RequireOperator(context);
        _ = request.Options ?? throw new MalformedRequestException("Options are required.");
        var (id, isStarted) = scavenges.Start();
        if (isStarted && !options.OnDisk)
        {
            await Silence.KeepAsync(context.CancellationToken);
        }

        return Answer(id, isStarted ? ScavengeResp.Types.ScavengeResult.Started : ScavengeResp.Types.ScavengeResult.InProgress);
    }

    public override async Task<ScavengeResp> StopScavenge(StopScavengeReq request, ServerCallContext context)
    {
        RequireOperator(context);
        var (isStopped, running) = await scavenges.StopAsync(GroupRequests.Required(request.Options).ScavengeId);
        return isStopped
            ? Answer(running!.Value, ScavengeResp.Types.ScavengeResult.Stopped)
            : throw Errors.ScavengeNotFound(running?.ToString("D") ?? "");
    }

    public override Task<Empty> Shutdown(Empty request, ServerCallContext context)
    {
        RequireOperator(context);
        context.GetHttpContext().Response.OnCompleted(() =>
        {
            lifetime.StopApplication();
            return Task.CompletedTask;
        });
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

    public override Task<Empty> RestartPersistentSubscriptions(Empty request, ServerCallContext context)
    {
        RequireOperator(context);
        groups.Restart();
        return Task.FromResult(new Empty());
    }

    private static ScavengeResp Answer(Guid id, ScavengeResp.Types.ScavengeResult result) =>
        new() { ScavengeId = id.ToString("D"), ScavengeResult = result };

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
}
