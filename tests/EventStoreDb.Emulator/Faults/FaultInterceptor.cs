using EventStoreDb.Emulator.Clustering;
using EventStoreDb.Emulator.Hosting;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace EventStoreDb.Emulator.Faults;

/// <summary>Looks up what is planned for a call, and lets it happen around the service and at its answers.</summary>
internal sealed class FaultInterceptor(CurrentCall current, Cluster cluster, EmulatorOptions options) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        Begin(context) is { } fault
            ? await AnswerOnceAsync(fault, context, () => continuation(request, context))
            : await continuation(request, context);

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        Begin(context) is { } fault
            ? await AnswerOnceAsync(fault, context, () => continuation(requestStream, context))
            : await continuation(requestStream, context);

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        Begin(context) is { } fault
            ? AnswerManyAsync(() => continuation(request, new HarmingWriter<TResponse>(responseStream, fault), context))
            : continuation(request, responseStream, context);

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        Begin(context) is { } fault
            ? AnswerManyAsync(() => continuation(requestStream, new HarmingWriter<TResponse>(responseStream, fault), context))
            : continuation(requestStream, responseStream, context);

    private static async Task<TResponse> AnswerOnceAsync<TResponse>(
        CallFault fault, ServerCallContext context, Func<Task<TResponse>> call)
    {
        await fault.BeforeWorkAsync(context.CancellationToken);
        var response = await call();
        if (await fault.BeforeAnswerAsync(context.CancellationToken))
        {
            await fault.SendHarmedAsync(((IMessage)response!).ToByteArray(), isOnlyAnswer: true, context.CancellationToken);
        }

        return response;
    }

    private static async Task AnswerManyAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (CallEndedException)
        {
            // With OK, as if that were all there is to say.
        }
    }

    private CallFault? Begin(ServerCallContext context)
    {
        var method = Methods.NameOf(context.Method);
        if (options.Faults is not { } plan || plan.Begin(method) is not (var nth, { } fault))
        {
            return null;
        }

        var http = context.GetHttpContext();
        var planned = new StruckFault(method, nth, fault);
        current.Fault = new CallFault(plan, planned, http, Line.Of(http), cluster, options.TimeProvider);
        return current.Fault;
    }
}
