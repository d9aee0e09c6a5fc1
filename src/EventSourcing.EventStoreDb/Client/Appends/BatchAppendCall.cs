using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using EventSourcing.EventStoreDb.Client.Channels;
using EventSourcing.EventStoreDb.Client.Errors;
using Grpc.Core;

namespace EventSourcing.EventStoreDb.Client.Appends;

/// <summary>One BatchAppend call: appends of many callers go out one after the other, and answers are handed to whom they
/// belong. It ends when the server or the connection does; its appends then learn how.</summary>
internal sealed class BatchAppendCall : IAsyncDisposable
{
    private const int QueueLength = 256;

    private readonly Channel<PendingAppend> _queue = Channel.CreateBounded<PendingAppend>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private readonly ConcurrentDictionary<Guid, PendingAppend> _unanswered = [];

    [SuppressMessage("Usage", "CA2213:Disposable fields should be disposed", Justification = "It has no timer, and its token is looked at by whoever comes late.")]
    private readonly CancellationTokenSource _ended = new();

    [SuppressMessage("Usage", "CA2213:Disposable fields should be disposed", Justification = "Disposed of at its end, which may come by itself.")]
    private readonly AsyncDuplexStreamingCall<AppendRequest, AppendAnswer> _call;
    private readonly Task _sending;
    private readonly Task _receiving;
    private int _sent;
    private int _waiting;
    private volatile bool _isRetired;

    public BatchAppendCall(NodeChannel node)
    {
        _call = node.Invoker.AsyncDuplexStreamingCall(AppendMethod.Instance, host: null, node.Options(_ended.Token));
        _sending = SendAsync();
        _receiving = ReceiveAsync();
    }

    /// <summary>Whether it takes no more appends.</summary>
    public bool HasEnded => _isRetired || _ended.IsCancellationRequested;

    /// <summary>Whether no more than one append was ever sent over it.</summary>
    public bool CarriedOnlyOne => Volatile.Read(ref _sent) <= 1;

    /// <summary>Sends an append, and waits for its answer.</summary>
    /// <returns>The answer; <see langword="null"/> where the call ended before anything of the append was sent.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<AppendAnswer?> RunAsync(PendingAppend append, CancellationToken cancel)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await _queue.Writer.WriteAsync(append, cancel).ConfigureAwait(false);
            using var cancellation = append.CancelWith(cancel);
            return await append.Answer.ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            return null;
        }
        finally
        {
            append.Abandon();
            _unanswered.TryRemove(append.CorrelationId, out _);
            Interlocked.Decrement(ref _waiting);
            EndIfDone();
        }
    }

    /// <summary>Takes no more appends, and ends once the last of those under way has its answer or is given up.</summary>
    public void Retire()
    {
        _isRetired = true;
        _queue.Writer.TryComplete();
        EndIfDone();
    }

    /// <summary>Ends the call, if it has not ended by itself; it cleans up after itself either way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _receiving.ConfigureAwait(false);
    }

    private void EndIfDone()
    {
        if (_isRetired && Volatile.Read(ref _waiting) == 0)
            _ = _ended.CancelAsync();
    }

    private async Task SendAsync()
    {
        try
        {
            await foreach (var append in _queue.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                if (_ended.IsCancellationRequested)
                {
                    append.Complete(null);
                    continue;
                }

                // First, so that whoever gives it up finds it there.
                _unanswered.TryAdd(append.CorrelationId, append);
                if (!append.TrySend())
                {
                    _unanswered.TryRemove(append.CorrelationId, out _);
                    continue;
                }

                Interlocked.Increment(ref _sent);
                foreach (var chunk in append.Chunks)
                    await _call.RequestStream.WriteAsync(chunk, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (RpcErrors.IsEndOfCall(error))
        {
            // The call has ended. How, the receiving side learns from the server's status.
        }
    }

    private async Task ReceiveAsync()
    {
        Exception? end = null;
        try
        {
            while (await _call.ResponseStream.MoveNext(CancellationToken.None).ConfigureAwait(false))
                if (_unanswered.TryRemove(_call.ResponseStream.Current.CorrelationId, out var append))
                    append.Complete(_call.ResponseStream.Current);
        }
        catch (Exception error) when (error is RpcException or InvalidDataException)
        {
            end = error;
        }

        // Also stops the sending side, should it still wait for the server to take more.
        await _ended.CancelAsync().ConfigureAwait(false);
        _queue.Writer.TryComplete();
        await _sending.ConfigureAwait(false);
        _call.Dispose();
        while (_queue.Reader.TryRead(out var queued))
            queued.Complete(null);
        foreach (var append in _unanswered.Values)
            append.Fail(end as RpcException ?? new RpcException(new Status(StatusCode.Unavailable, "the call ended before the answer", end)));
    }
}
