using EventSourcing.EventStoreDb.Client.Channels;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.Persistence;
using Grpc.Core;

namespace EventSourcing.EventStoreDb.Client.Calls;

/// <summary>Makes calls of one question and one answer.</summary>
internal sealed class UnaryCalls(Retries retries, EventStoreDbClientSettings settings, TimeProvider time)
{
    /// <summary>Says what a call is, for messages; which node it goes to, the attempt knows.</summary>
    public CallDescription Describe(string name, string? stream = null) => new(name, settings.Hosts[0], settings.Credentials, Stream: stream);

    /// <summary>Makes a call until it succeeds, fails for good, or its deadline is over.</summary>
    public async Task<TAnswer> CallAsync<TRequest, TAnswer>(
        Func<CallInvoker, TRequest, CallOptions, AsyncUnaryCall<TAnswer>> start, TRequest request, CallDescription description, CancellationToken cancel)
    {
        using var deadline = new CallDeadline(settings.DefaultDeadline, time, cancel);
        return await retries.CallAsync(
            repeatable: !description.Writes,
            async node =>
            {
                var described = description with { Endpoint = node.Endpoint };
                try
                {
                    using var call = start(node.Channel.Invoker, request, node.Channel.Options(deadline.Token));
                    return await call.ResponseAsync.ConfigureAwait(false);
                }
                catch (RpcException error)
                {
                    deadline.ThrowIfEnded(described, error);
                    throw RpcErrors.ToPersistence(error, described);
                }
            },
            deadline).ConfigureAwait(false);
    }
}
