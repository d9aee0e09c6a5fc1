using EventSourcing.EventStoreDb.Protos.PersistentSubscriptions;
using EventStoreDb.Emulator.Services;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace EventStoreDb.Emulator.Hosting;

/// <summary>Refuses callers without credentials at the services that ask for them.</summary>
internal sealed class Admission : Interceptor
{
    private static readonly string ForUsersOnly = $"/{PersistentSubscriptions.Descriptor.FullName}/";

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        Admit(context);
        return continuation(request, context);
    }

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Admit(context);
        return continuation(requestStream, context);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Admit(context);
        return continuation(request, responseStream, context);
    }

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Admit(context);
        return continuation(requestStream, responseStream, context);
    }

    private static void Admit(ServerCallContext context)
    {
        if (context.Caller().IsAnonymous && context.Method.StartsWith(ForUsersOnly, StringComparison.Ordinal))
        {
            throw Errors.AccessDenied();
        }
    }
}
