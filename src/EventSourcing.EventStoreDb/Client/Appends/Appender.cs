using System.Diagnostics;
using System.Runtime.CompilerServices;
using EventSourcing.EventStoreDb.Client.Channels;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.Persistence;
using Grpc.Core;

namespace EventSourcing.EventStoreDb.Client.Appends;

/// <summary>Appends to the streams of one node: all over one BatchAppend call, which is opened again when it has ended,
/// or each as a call of its own where the server knows no BatchAppend.</summary>
internal sealed class Appender(NodeChannel node) : IAsyncDisposable
{
    private const int MaxCalls = 3;

    private readonly PlainAppend _plain = new(node);
    private readonly Lock _gate = new();
    private BatchAppendCall? _call;
    private volatile bool _lacksBatchAppend;
    private bool _disposed;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<AppendResult> AppendAsync(StreamAppend append, CallDeadline deadline)
    {
        var id = Guid.NewGuid();
        var requests = AppendRequests.Make(id, append);
        for (var calls = 0; calls < MaxCalls && !_lacksBatchAppend; calls++)
        {
            var call = OpenCall();
            var pending = new PendingAppend(id, requests);
            try
            {
                if (await call.RunAsync(pending, deadline.Token).ConfigureAwait(false) is { } answer)
                    return answer.Result ?? throw AppendErrors.From(answer.Error, Describe(append));
            }
            catch (OperationCanceledException error)
            {
                // A call that is stuck would take every later append with it.
                if (deadline.IsOver)
                    call.Retire();
                deadline.ThrowIfEnded(Describe(append) with { Writes = pending.WasSent }, error);
                throw;
            }
            catch (RpcException error) when (error.StatusCode == StatusCode.Unimplemented)
            {
                _lacksBatchAppend = true;
            }
            catch (RpcException error)
            {
                throw Ended(call, error, Describe(append));
            }
        }

        return _lacksBatchAppend
            ? await _plain.AppendAsync(append, Describe(append), deadline).ConfigureAwait(false)
            : throw new StoreUnavailableException($"{node.Endpoint} ended its connection {MaxCalls} times before the {Describe(append).Subject} could be sent; nothing was written. Try again later.", append.Stream);
    }

    public async ValueTask DisposeAsync()
    {
        BatchAppendCall? last;
        lock (_gate)
        {
            _disposed = true;
            (last, _call) = (_call, null);
        }

        if (last is not null)
            await last.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Only errors have to tell.</summary>
    private CallDescription Describe(StreamAppend append) =>
        new("streams.append", "append", node.Endpoint, node.User, Writes: true, append.Stream, append.Expected);

    /// <summary>When a call ends, what it says concerns one of its appends; of the others nobody knows (wire/PROTOCOL.md, g).
    /// Only where this one was alone, or nothing could be carried out at all, it is an answer.</summary>
    private static PersistenceException Ended(BatchAppendCall call, RpcException error, CallDescription description)
    {
        var ended = RpcErrors.ToPersistence(error, description);
        return call.CarriedOnlyOne || RpcErrors.NeverLeft(error) || ended is AppendOutcomeUnknownException or StoreCertificateException or NotAuthenticatedException or AccessDeniedException
            ? ended
            : new AppendOutcomeUnknownException(description.Stream!, $"it was under way with others when their call ended. {ended.Message}", ended);
    }

    /// <summary>A call outlives the append that opens it, and is no part of that one's trace.</summary>
    private BatchAppendCall NewCall()
    {
        var current = Activity.Current;
        Activity.Current = null;
        try
        {
            return new BatchAppendCall(node);
        }
        finally
        {
            Activity.Current = current;
        }
    }

    private BatchAppendCall OpenCall()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _call is { HasEnded: false } ? _call : _call = NewCall();
        }
    }
}
