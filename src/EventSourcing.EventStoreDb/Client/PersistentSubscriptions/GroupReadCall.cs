using System.Diagnostics.CodeAnalysis;
using EventSourcing.EventStoreDb.Client.Calls;
using EventSourcing.EventStoreDb.Client.Channels;
using EventSourcing.EventStoreDb.Client.Cluster;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Protos.PersistentSubscriptions;
using Grpc.Core;

namespace EventSourcing.EventStoreDb.Client.PersistentSubscriptions;

/// <summary>One Read call of a persistent subscription: events come, acknowledgements go.</summary>
internal sealed class GroupReadCall : AnswerStream<ReadResp>
{
    private static readonly TimeSpan LongestSettling = TimeSpan.FromSeconds(1);

    private readonly AsyncDuplexStreamingCall<ReadReq, ReadResp> _call;
    private readonly TimeSpan _limit;
    private readonly TimeProvider _time;

    [SuppressMessage("Usage", "CA2213:Disposable fields should be disposed", Justification = "It holds nothing, and is waited for by whoever acknowledges late.")]
    private readonly SemaphoreSlim _writing = new(1);

    private volatile bool _hasUnsettled;

    public GroupReadCall(Node node, CallDescription description, TimeSpan limit, TimeProvider time, CancellationToken cancel)
        : base(node, description, time, cancel)
    {
        _limit = limit;
        _time = time;
        _call = new Protos.PersistentSubscriptions.PersistentSubscriptions.PersistentSubscriptionsClient(node.Channel.Invoker).Read(Options);
    }

    protected override IAsyncStreamReader<ReadResp> Answers => _call.ResponseStream;

    protected override IDisposable Call => _call;

    /// <summary>Sends a message, after those of others.</summary>
    /// <returns>Whether it was sent; not if the call has ended.</returns>
    public async Task<bool> SendAsync(ReadReq message, CancellationToken cancel)
    {
        using var deadline = new CallDeadline(_limit, _time, cancel);
        try
        {
            // A cancelled write would end the whole call, so it is the wait that is given up.
            return await WriteAsync(message).WaitAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error)
        {
            deadline.ThrowIfEnded(Description with { Name = "acknowledgement" }, error);
            throw;
        }
    }

    /// <summary>Gives the server the time to take what was acknowledged last, before the call is ended: the end overtakes
    /// what is still on the way, and nothing says that it has arrived. But what is asked later over the same connection is
    /// answered later.</summary>
    public async ValueTask SettleAsync()
    {
        if (!_hasUnsettled || Options.CancellationToken.IsCancellationRequested)
            return;
        using var limit = new CancellationTokenSource(LongestSettling, _time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, Options.CancellationToken);
        try
        {
            using var asked = new Protos.PersistentSubscriptions.PersistentSubscriptions.PersistentSubscriptionsClient(Node.Channel.Invoker)
                .GetInfoAsync(GroupRequests.Info(Description.Stream!, Description.Target!), Node.Channel.Options(ended.Token));
            await asked.ResponseAsync.ConfigureAwait(false);
        }
        catch (RpcException)
        {
            // Then what was acknowledged last may be delivered again.
        }
    }

    private async Task<bool> WriteAsync(ReadReq message)
    {
        await _writing.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            await _call.RequestStream.WriteAsync(message, CancellationToken.None).ConfigureAwait(false);
            _hasUnsettled = message.ContentCase != ReadReq.ContentOneofCase.Options;
            return true;
        }
        catch (Exception error) when (RpcErrors.IsEndOfCall(error))
        {
            // The call has ended. How, the reading side learns from the server's status.
            return false;
        }
        finally
        {
            _writing.Release();
        }
    }
}
