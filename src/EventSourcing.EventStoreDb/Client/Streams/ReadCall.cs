using System.Runtime.CompilerServices;
using EventSourcing.EventStoreDb.Client.Channels;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Protos.Streams;
using Grpc.Core;

namespace EventSourcing.EventStoreDb.Client.Streams;

/// <summary>One read: a call whose answers are handed on one by one. The server sends no further than its caller takes,
/// and only waiting for it counts towards the deadline, not what the caller does in between.</summary>
internal sealed class ReadCall(NodeChannel node, TimeProvider time)
{
    private readonly Protos.Streams.Streams.StreamsClient _client = new(node.Invoker);

    public async IAsyncEnumerable<ReadResp> RunAsync(
        ReadReq request, CallDescription description, TimeSpan deadline, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var timer = time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), ended, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            using var call = _client.Read(request, node.Options(ended.Token));
            while (await NextAsync(call.ResponseStream, timer, description, deadline, ended.Token, cancel).ConfigureAwait(false))
                yield return call.ResponseStream.Current;
        }
        finally
        {
            await timer.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async ValueTask<bool> NextAsync(
        IAsyncStreamReader<ReadResp> answers, ITimer timer, CallDescription description, TimeSpan deadline, CancellationToken ended, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        try
        {
            var next = answers.MoveNext(CancellationToken.None);
            if (next.IsCompleted)
                return await next.ConfigureAwait(false);

            timer.Change(deadline, Timeout.InfiniteTimeSpan);
            var found = await next.ConfigureAwait(false);
            timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return found;
        }
        catch (RpcException error)
        {
            cancel.ThrowIfCancellationRequested();
            if (ended.IsCancellationRequested)
                throw RpcErrors.TimedOut(description, deadline, error);
            throw RpcErrors.ToPersistence(error, description);
        }
    }
}
