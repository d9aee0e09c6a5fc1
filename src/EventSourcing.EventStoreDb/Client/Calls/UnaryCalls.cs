using EventSourcing.EventStoreDb.Client.Channels;
using EventSourcing.EventStoreDb.Client.Cluster;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Client.Telemetry;
using Grpc.Core;

namespace EventSourcing.EventStoreDb.Client.Calls;

/// <summary>Makes calls of one question, and one answer or a few.</summary>
internal sealed class UnaryCalls(Retries retries, EventStoreDbClientSettings settings, TimeProvider time)
{
    /// <summary>Says what a call is; which node it goes to, the attempt knows.</summary>
    /// <param name="operation">Its service and method, for traces.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="stream">The stream it concerns.</param>
    public CallDescription Describe(string operation, string name, string? stream = null) => new(operation, name, settings.Hosts[0], settings.Credentials, Stream: stream);

    /// <summary>Makes a call until it succeeds, fails for good, or its deadline is over.</summary>
    public Task<TAnswer> CallAsync<TRequest, TAnswer>(
        Func<CallInvoker, TRequest, CallOptions, AsyncUnaryCall<TAnswer>> start, TRequest request, CallDescription description, CancellationToken cancel) =>
        RunAsync(
            async (node, options) =>
            {
                using var call = start(node.Channel.Invoker, request, options);
                return await call.ResponseAsync.ConfigureAwait(false);
            },
            description,
            cancel);

    /// <summary>Makes a call that is answered with a few messages, and gives them all at once.</summary>
    public Task<IReadOnlyList<TAnswer>> CollectAsync<TRequest, TAnswer>(
        Func<CallInvoker, TRequest, CallOptions, AsyncServerStreamingCall<TAnswer>> start, TRequest request, CallDescription description, CancellationToken cancel) =>
        RunAsync<IReadOnlyList<TAnswer>>(
            async (node, options) =>
            {
                using var call = start(node.Channel.Invoker, request, options);
                var answers = new List<TAnswer>();
                while (await call.ResponseStream.MoveNext(options.CancellationToken).ConfigureAwait(false))
                    answers.Add(call.ResponseStream.Current);
                return answers;
            },
            description,
            cancel);

    /// <summary>Makes a call in a way of its own.</summary>
    public async Task<T> RunAsync<T>(Func<Node, CallOptions, Task<T>> attempt, CallDescription description, CancellationToken cancel)
    {
        using var deadline = new CallDeadline(settings.DefaultDeadline, time, cancel);
        using var operation = Operation.Start(description.Operation, description.Stream, time);
        return await retries.CallAsync(
            operation,
            description.IsRepeatable,
            async node =>
            {
                var described = description with { Endpoint = node.Endpoint };
                try
                {
                    return await attempt(node, node.Channel.Options(deadline.Token)).ConfigureAwait(false);
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
