using EventSourcing.EventStoreDb.Protos.PersistentSubscriptions;
using EventStoreDb.Emulator.Clustering;
using EventStoreDb.Emulator.Services;
using EventStoreDb.Emulator.Store;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Asked = EventSourcing.EventStoreDb.Protos.Streams.ReadReq.Types.Options;
using ReadReq = EventSourcing.EventStoreDb.Protos.Streams.ReadReq;

namespace EventStoreDb.Emulator.Hosting;

/// <summary>
/// Refuses what only the leader serves. Writes are not refused here but where they are written: only then does the
/// server look who is leader.
/// </summary>
internal sealed class LeaderOnly(Cluster cluster, Member node, CurrentCall call) : Interceptor
{
    private const string Header = "requires-leader";

    private static readonly string OfPersistentSubscriptions = $"/{PersistentSubscriptions.Descriptor.FullName}/";

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        await EnterAsync(context);
        return await continuation(request, context);
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await EnterAsync(context);
        return await continuation(requestStream, context);
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await EnterAsync(context);
        if (call.RequiresLeader && request is ReadReq read && !IsSubscriptionFromEnd(read.Options))
        {
            Throw(cluster.RefusalToRead(node));
        }

        await continuation(request, responseStream, context);
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await EnterAsync(context);
        await continuation(requestStream, responseStream, context);
    }

    /// <summary>A subscription from the end is accepted by any node, whatever the caller requires.</summary>
    private static bool IsSubscriptionFromEnd(Asked? options) =>
        options is { CountOptionCase: Asked.CountOptionOneofCase.Subscription }
        && (options.Stream?.End is not null || options.All?.End is not null);

    private static void Throw(WriteOutcome? refusal)
    {
        if (refusal is not null)
        {
            throw Errors.Refused(refusal, "");
        }
    }

    private async Task EnterAsync(ServerCallContext context)
    {
        call.RequiresLeader = bool.TryParse(context.RequestHeaders.GetValue(Header), out var isRequired) && isRequired;
        if (context.Method.StartsWith(OfPersistentSubscriptions, StringComparison.Ordinal)
            && cluster.RefusalOfPersistentSubscriptions(node) is { } refusal)
        {
            switch (context.Method[OfPersistentSubscriptions.Length..])
            {
                case "GetInfo" or "List":
                    throw Errors.NotReady();
                case "ReplayParked":
                    await Silence.KeepAsync(context.CancellationToken);
                    break;
                case "RestartSubsystem":
                    throw Errors.PersistentSubscriptionsNotRunning();
                default:
                    Throw(refusal);
                    break;
            }
        }
    }
}
