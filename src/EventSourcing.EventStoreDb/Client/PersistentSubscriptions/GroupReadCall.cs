using System.Diagnostics.CodeAnalysis;
using EventSourcing.EventStoreDb.Client.Calls;
using EventSourcing.EventStoreDb.Client.Channels;
using EventSourcing.EventStoreDb.Client.Cluster;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Protos.PersistentSubscriptions;
using Grpc.Core;

namespace EventSourcing.EventStoreDb.Client.PersistentSubscriptions;

/// <summary>One Read call of a persistent subscription: events come, acknowledgements go.</summary>
internal sealed class GroupReadCall : AnswerStream<ReadResp>
{
    private const int MostAsks = 100;

    private static readonly TimeSpan LongestSettling = TimeSpan.FromSeconds(1);

    private readonly AsyncDuplexStreamingCall<ReadReq, ReadResp> _call;
    private readonly EventStoreDbClientSettings _settings;
    private readonly TimeProvider _time;

    [SuppressMessage("Usage", "CA2213:Disposable fields should be disposed", Justification = "It holds nothing, and is waited for by whoever acknowledges late.")]
    private readonly SemaphoreSlim _writing = new(1);

    private volatile bool _hasUnsettled;
    private long _answersSent;

    public GroupReadCall(Node node, CallDescription description, EventStoreDbClientSettings settings, TimeProvider time, CancellationToken cancel)
        : base(node, description, time, cancel)
    {
        _settings = settings;
        _time = time;
        _call = new Protos.PersistentSubscriptions.PersistentSubscriptions.PersistentSubscriptionsClient(node.Channel.Invoker).Read(Options);
    }

    protected override IAsyncStreamReader<ReadResp> Answers => _call.ResponseStream;

    protected override IDisposable Call => _call;

    /// <summary>Sends a message, after those of others.</summary>
    /// <returns>Whether it was sent; not if the call has ended.</returns>
    public async Task<bool> SendAsync(ReadReq message, CancellationToken cancel)
    {
        using var deadline = new CallDeadline(_settings.DefaultDeadline, _time, cancel);
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
    /// what is still on the way, and nothing is said when it has arrived. But the server tells how many events a reader has
    /// been sent, and of how many of them it has not heard.</summary>
    public async ValueTask SettleAsync()
    {
        if (!_hasUnsettled)
            return;
        try
        {
            using var limit = new CancellationTokenSource(LongestSettling, _time);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, Options.CancellationToken);
            var asks = 0;
            while (asks++ < MostAsks && !await HaveArrivedAsync(ended.Token).ConfigureAwait(false))
            {
            }
        }
        catch (Exception error) when (error is RpcException or OperationCanceledException or ObjectDisposedException)
        {
            // The call has ended, or what was acknowledged last may be delivered again.
        }
    }

    /// <summary>Readers of one name cannot be told apart; then one of them that has enough is taken for this one.</summary>
    private async Task<bool> HaveArrivedAsync(CancellationToken cancel)
    {
        var sent = Interlocked.Read(ref _answersSent);
        using var asked = new Protos.PersistentSubscriptions.PersistentSubscriptions.PersistentSubscriptionsClient(Node.Channel.Invoker)
            .GetInfoAsync(GroupRequests.Info(Description.Stream!, Description.Target!), Node.Channel.Options(cancel));
        var answer = await asked.ResponseAsync.ConfigureAwait(false);
        var own = answer.SubscriptionInfo.Connections.Where(connection => connection.ConnectionName == _settings.ConnectionName).ToArray();
        return own.Length == 0 || own.Any(connection => connection.TotalItems - connection.InFlightMessages >= sent);
    }

    private async Task<bool> WriteAsync(ReadReq message)
    {
        await _writing.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            await _call.RequestStream.WriteAsync(message, CancellationToken.None).ConfigureAwait(false);
            Interlocked.Add(ref _answersSent, (message.Ack?.Ids.Count ?? 0) + (message.Nack?.Ids.Count ?? 0));
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
