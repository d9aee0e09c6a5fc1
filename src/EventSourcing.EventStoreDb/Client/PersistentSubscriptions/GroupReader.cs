using System.Runtime.CompilerServices;
using EventSourcing.EventStoreDb.Client.Calls;
using EventSourcing.EventStoreDb.Client.Cluster;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Client.Telemetry;
using EventSourcing.EventStoreDb.Client.Wire;
using EventSourcing.EventStoreDb.Protos;
using EventSourcing.EventStoreDb.Protos.PersistentSubscriptions;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.PersistentSubscriptions;

/// <summary>Reads persistent subscriptions on the leader. A read whose call is lost is begun again.</summary>
internal sealed class GroupReader(Retries retries, Nodes nodes, EventStoreDbClientSettings settings, TimeProvider time)
{
    private const string OperationName = "persistent_subscriptions.subscribe";

    private static readonly Empty Set = new();

    public async IAsyncEnumerable<PersistentSubscriptionEvent> RunAsync(string stream, string group, int bufferSize, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var counted = Instruments.Subscriptions.Begin();
        var request = Request(stream, group, bufferSize);
        for (var isEstablished = false; ; isEstablished = true)
        {
            var call = await SubscribeAsync(stream, request, isEstablished, cancel).ConfigureAwait(false);
            await using var _ = call.ConfigureAwait(false);
            while (await MoveNextAsync(call).ConfigureAwait(false))
            {
                if (call.Current.ContentCase != ReadResp.ContentOneofCase.Event)
                    continue;
                var isLast = true;
                try
                {
                    yield return new PersistentSubscriptionEvent(call, call.Current.Event);
                    isLast = false;
                }
                finally
                {
                    if (isLast)
                        await call.SettleAsync().ConfigureAwait(false);
                }
            }
        }
    }

    private async Task<GroupReadCall> SubscribeAsync(string stream, ReadReq request, bool again, CancellationToken cancel)
    {
        using var operation = Operation.Start(OperationName, stream, time, request.Options.GroupName);
        return await retries.OpenAsync(operation, again, node => OpenAsync(node, stream, request, again, cancel), cancel).ConfigureAwait(false);
    }

    private static ReadReq Request(string stream, string group, int bufferSize)
    {
        var options = new ReadReq.Types.Options { GroupName = group, BufferSize = bufferSize, UuidOption = new() { Structured = Set } };
        if (PersistentSubscriptionsClient.IsAll(stream))
            options.All = Set;
        else
            options.StreamIdentifier = stream.ToStreamIdentifier();
        return new ReadReq { Options = options };
    }

    /// <summary>A read has begun when the server has confirmed it.</summary>
    private async Task<GroupReadCall> OpenAsync(Node node, string stream, ReadReq request, bool again, CancellationToken cancel)
    {
        var description = new CallDescription(OperationName, "read of a persistent subscription", node.Endpoint, settings.Credentials, Stream: stream, Target: request.Options.GroupName);
        var call = new GroupReadCall(node, description, settings, time, cancel);
        try
        {
            await call.SendAsync(request, cancel).ConfigureAwait(false);
            return await call.MoveNextAsync(settings.DefaultDeadline).ConfigureAwait(false)
                ? call
                : throw new StoreUnavailableException($"{node.Endpoint} ended the {description.Subject} before it began. Try again later.", stream);
        }
        catch (MaximumSubscribersReachedException error) when (again)
        {
            await call.DisposeAsync().ConfigureAwait(false);
            // The place may still be taken by the connection that was lost, until the server has noticed.
            throw new StoreUnavailableException(error.Message, stream, error);
        }
        catch
        {
            await call.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <returns>Whether there is another answer; not if the server has ended the call, or it was lost.</returns>
    private async ValueTask<bool> MoveNextAsync(GroupReadCall call)
    {
        try
        {
            return await call.MoveNextAsync(System.Threading.Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        }
        catch (PersistenceException error) when (Retries.IsTransient(error, repeatable: true))
        {
            nodes.Report(call.Node, error);
            return false;
        }
    }
}
