using EventSourcing.EventStoreDb.Client.Cluster;
using EventSourcing.EventStoreDb.Client.Errors;
using Grpc.Core;

namespace EventSourcing.EventStoreDb.Client.Calls;

/// <summary>A call that is answered with many messages. The server sends no further than its caller takes, and only
/// waiting for it counts towards the deadline, not what the caller does in between.</summary>
internal abstract class AnswerStream<TAnswer> : IAsyncDisposable
    where TAnswer : class
{
    private readonly CancellationToken _cancel;
    private readonly CancellationTokenSource _ended;
    private readonly ITimer _timer;

    protected AnswerStream(Node node, CallDescription description, TimeProvider time, CancellationToken cancel)
    {
        Node = node;
        Description = description;
        _cancel = cancel;
        _ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        _timer = time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), _ended, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public Node Node { get; }

    /// <summary>Whether <see cref="Current"/> is an answer.</summary>
    public bool HasCurrent { get; private set; }

    /// <summary>Whether the server has ended the call, and nothing went wrong.</summary>
    public bool HasEnded { get; private set; }

    public TAnswer Current => Answers.Current;

    protected CallDescription Description { get; }

    protected CallOptions Options => Node.Channel.Options(_ended.Token);

    protected abstract IAsyncStreamReader<TAnswer> Answers { get; }

    protected abstract IDisposable Call { get; }

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
        Call.Dispose();
        await _timer.DisposeAsync().ConfigureAwait(false);
        _ended.Dispose();
    }

    private async ValueTask<bool> WaitAsync(TimeSpan deadline)
    {
        try
        {
            var next = Answers.MoveNext(CancellationToken.None);
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
                throw RpcErrors.TimedOut(Description, deadline, error);
            throw RpcErrors.ToPersistence(error, Description);
        }
    }
}
