using EventSourcing.EventStoreDb.Client.Cluster;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Protos.Streams;
using Grpc.Core;

namespace EventSourcing.EventStoreDb.Client.Reads;

/// <summary>One Read call, for a read or a subscription. The server sends no further than its caller takes, and only
/// waiting for it counts towards the deadline, not what the caller does in between.</summary>
internal sealed class ReadCall : IAsyncDisposable
{
    private readonly CallDescription _description;
    private readonly CancellationToken _cancel;
    private readonly CancellationTokenSource _ended;
    private readonly ITimer _timer;
    private readonly AsyncServerStreamingCall<ReadResp> _call;

    public ReadCall(Node node, ReadReq request, CallDescription description, TimeProvider time, CancellationToken cancel)
    {
        Node = node;
        _description = description;
        _cancel = cancel;
        _ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        _timer = time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), _ended, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _call = new Protos.Streams.Streams.StreamsClient(node.Channel.Invoker).Read(request, node.Channel.Options(_ended.Token));
    }

    public Node Node { get; }

    /// <summary>Whether <see cref="Current"/> is an answer.</summary>
    public bool HasCurrent { get; private set; }

    /// <summary>Whether the server has ended the call, and nothing went wrong.</summary>
    public bool HasEnded { get; private set; }

    public ReadResp Current => _call.ResponseStream.Current;

    /// <summary>Waits for the next answer.</summary>
    /// <param name="deadline">How long to wait.</param>
    /// <returns>Whether there is one; not if the server has ended the call.</returns>
    public async ValueTask<bool> MoveNextAsync(TimeSpan deadline)
    {
        _cancel.ThrowIfCancellationRequested();
        HasCurrent = false;
        HasCurrent = await WaitAsync(deadline).ConfigureAwait(false);
        HasEnded = !HasCurrent;
        return HasCurrent;
    }

    public async ValueTask DisposeAsync()
    {
        _call.Dispose();
        await _timer.DisposeAsync().ConfigureAwait(false);
        _ended.Dispose();
    }

    private async ValueTask<bool> WaitAsync(TimeSpan deadline)
    {
        try
        {
            var next = _call.ResponseStream.MoveNext(CancellationToken.None);
            if (next.IsCompleted)
                return await next.ConfigureAwait(false);

            _timer.Change(deadline, Timeout.InfiniteTimeSpan);
            var found = await next.ConfigureAwait(false);
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return found;
        }
        catch (RpcException error)
        {
            _cancel.ThrowIfCancellationRequested();
            if (_ended.IsCancellationRequested)
                throw RpcErrors.TimedOut(_description, deadline, error);
            throw RpcErrors.ToPersistence(error, _description);
        }
    }
}
