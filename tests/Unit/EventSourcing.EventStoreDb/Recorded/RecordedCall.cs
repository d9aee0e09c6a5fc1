using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.Tests.EventStoreDb.Scripted;
using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Recorded;

/// <summary>A recorded call that the client can make too, with a server that answers as it was recorded.</summary>
internal abstract class RecordedCall(WireCall call)
{
    private const string Services = "event_store.client.";
    private const string Streams = Services + "streams.Streams/";

    protected static WireContract Contract { get; } = new(typeof(EventStoreDbClient).Assembly);

    protected WireCall Call => call;

    /// <summary>Completed when the client has what was answered; only then may the connection be cut.</summary>
    protected TaskCompletionSource Understood { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <returns><see langword="null"/> where the client has no such call.</returns>
    public static RecordedCall? Of(WireCall call) => call.Rpc switch
    {
        Streams + "Append" => new RecordedAppend(call),
        Streams + "BatchAppend" => new RecordedBatchAppend(call),
        Streams + "Read" when call.Requests is [{ Json: { } request }] && request["options"] is var options && options?["subscription"] is null && options?["resolve_links"] is null => new RecordedRead(call),
        Streams + "Read" when call.Requests is [{ Json: { } request }] && request["options"]?["subscription"] is not null => new RecordedSubscription(call),
        Streams + "Delete" or Streams + "Tombstone" => new RecordedDelete(call),
        "event_store.client.server_features.ServerFeatures/GetSupportedMethods" => new RecordedFeatures(call),
        Services + "persistent_subscriptions.PersistentSubscriptions/Read" => call.Requests.All(request => request.Json is not null) ? new RecordedGroupRead(call) : null,
        _ when call.Requests is not [{ Json: not null }] => null,
        _ when call.Service == Services + "persistent_subscriptions.PersistentSubscriptions" => new RecordedGroup(call),
        _ when call.Service == Services + "projections.Projections" => new RecordedProjection(call),
        _ when call.Service == Services + "users.Users" => new RecordedUser(call),
        _ when call.Service == Services + "operations.Operations" => new RecordedOperation(call),
        Services + "gossip.Gossip/Read" => new RecordedGossip(call),
        Services + "monitoring.Monitoring/Stats" => new RecordedStatistics(call),
        _ => null,
    };

    public async Task ReplayAsync(CancellationToken cancel)
    {
        using var certificate = NeedsTls ? TestCertificate.Create() : null;
        await using var server = await ScriptedServer.StartAsync(certificate);
        server.On(call.Rpc.Split('/')[1], AnswerAsync);
        var settings = EventStoreDbClientSettings.Parse($"esdb://localhost:{server.Port}?tls={NeedsTls}&tlsVerifyCert=false") with { MaxRetries = 0 };
        await using var client = new EventStoreDbClient(settings);
        await AskAsync(client, settings, cancel);
    }

    /// <summary>Whether the client makes the call over TLS alone.</summary>
    protected virtual bool NeedsTls => false;

    /// <summary>Makes the call, and checks what it comes to.</summary>
    protected abstract Task AskAsync(EventStoreDbClient client, EventStoreDbClientSettings settings, CancellationToken cancel);

    /// <summary>Answers as it was recorded.</summary>
    protected virtual async Task AnswerAsync(ScriptedCall answering)
    {
        await ReceiveAsync(answering);
        foreach (var response in call.Responses)
            await answering.SendAsync(Contract.ResponseBytes(call.Rpc, response));
        await EndAsync(answering);
    }

    protected virtual async Task ReceiveAsync(ScriptedCall answering)
    {
        if (await answering.ReceiveBytesAsync() is { } request)
            Check(call.Requests[0], request);
    }

    protected async Task EndAsync(ScriptedCall answering)
    {
        if (call.HttpStatus is { } httpStatus)
            await answering.EndWithoutStatusAsync(httpStatus);
        else if (call.Status is { } status)
            await answering.EndAsync((Grpc.Core.StatusCode)status.Code, Uri.EscapeDataString(status.Details), [.. call.Trailers.Select(trailer => (trailer.Key, trailer.Value))]);
        else if (IsCut)
        {
            await Understood.Task;
            answering.CutConnection();
        }
        else
            await answering.UntilAbortedAsync();
    }

    protected virtual void Check(WireRequest recorded, byte[] actual)
    {
    }

    /// <summary>Whether the client ended the call itself, or nothing ended it.</summary>
    protected bool IsLeftOpen => call is { Status: null, HttpStatus: null } && !IsCut;

    private bool IsCut => call.Ordering.Any(step => step.Kind == WireStepKind.ConnectionClosed);
}
