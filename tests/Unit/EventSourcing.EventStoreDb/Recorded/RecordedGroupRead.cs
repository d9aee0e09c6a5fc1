using System.Text.Json.Nodes;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Client.PersistentSubscriptions;
using EventSourcing.Persistence;
using EventSourcing.Tests.EventStoreDb.Scripted;
using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Recorded;

/// <summary>A read of a persistent subscription: the events are understood, and acknowledged or refused as recorded.</summary>
internal sealed class RecordedGroupRead : RecordedCall
{
    private readonly GroupIntent? _intent;
    private readonly int _bufferSize;
    private readonly List<JsonNode> _events;
    private readonly List<JsonNode> _said;

    public RecordedGroupRead(WireCall call)
        : base(call)
    {
        var options = call.Requests.Count > 0 ? call.Requests[0].Complete()?["options"] : null;
        _bufferSize = (int)WireJson.Number(options?["buffer_size"]);
        _intent = options?["uuid_option"] is not null && _bufferSize > 0 ? GroupIntent.Of(options) : null;
        _events = [.. call.Responses.Where(response => response["event"] is not null).Select(response => response["event"]!)];
        // Only what is said of an event that came; and an event that comes again is meant as often.
        var known = _events.Select(Id).ToHashSet();
        _said = _intent is null
            ? []
            : [.. call.Requests.Skip(1).Select(request => request.Complete()!).Where(said => Ids(said).Count == 1 && known.Contains(Ids(said)[0]))];
    }

    protected override async Task AskAsync(EventStoreDbClient client, EventStoreDbClientSettings settings, CancellationToken cancel)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var read = new List<PersistentSubscriptionEvent>();
        async Task ReadAsync()
        {
            if (_events.Count == 0)
                Understood.TrySetResult();
            var (stream, group) = _intent ?? new GroupIntent("simple-1", GroupIntent.AnyGroup);
            await foreach (var one in client.PersistentSubscriptions.ReadAsync(stream, group, Math.Max(_bufferSize, 1), enough.Token))
            {
                read.Add(one);
                if (read.Count < _events.Count)
                    continue;
                foreach (var said in _said)
                    Assert.True(await SayAsync(read.Last(delivered => (delivered.Event.Link ?? delivered.Event).Id == Ids(said)[0]), said));
                Understood.TrySetResult();
                if (Ends)
                    break;
            }
        }

        if (Ends && _events.Count == 0)
        {
            enough.CancelAfter(TimeSpan.FromMilliseconds(300));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(ReadAsync);
        }
        else if (Ends)
        {
            await ReadAsync();
        }
        else
        {
            await ExpectedError.AssertAsync(Call.Status is { Code: 0 } ? typeof(StoreUnavailableException) : ExpectedError.Of(Call, writes: false), ReadAsync);
        }

        Assert.Equal(_events.Select(Plain), read.Select(Plain));
    }

    protected override async Task AnswerAsync(ScriptedCall answering)
    {
        var request = Contract.RequestJson(Call.Rpc, (await answering.ReceiveBytesAsync())!);
        if (_intent is not null)
            Assert.Equal(Compared(Call.Requests[0].Complete()!), Compared(request));
        foreach (var response in Call.Responses)
            await answering.SendAsync(Contract.ResponseBytes(Call.Rpc, response));
        foreach (var said in _said)
            Assert.Equal(Compared(said), Compared(Contract.RequestJson(Call.Rpc, (await answering.ReceiveBytesAsync())!)));
        _heard.TrySetResult();
        await EndAsync(answering);
    }

    private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether only the reader ends it: it is left open, or lost, which the client would take up again.</summary>
    private bool Ends => (Call.Status is null && Call.HttpStatus is null) || ExpectedError.IsTakenUpAgain(Call);

    private async Task<bool> SayAsync(PersistentSubscriptionEvent delivered, JsonNode said)
    {
        var sent = said["nack"] is { } nack
            ? await delivered.RefuseAsync(Enum.Parse<NackAction>(nack["action"]?.ToString() ?? nameof(NackAction.Unknown)), nack["reason"]?.ToString() ?? "")
            : await delivered.AcknowledgeAsync();
        // Else the reader would be gone before the server has heard the last of it.
        if (said == _said[^1])
            await _heard.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
        return sent;
    }

    private static string Compared(JsonNode message)
    {
        if (message["options"] is JsonObject options)
            options.Remove("uuid_option");
        return WireJson.Normalised(message)!.ToJsonString();
    }

    private static List<Guid?> Ids(JsonNode said) => [.. ((said["ack"] ?? said["nack"])?["ids"]?.AsArray() ?? []).Select(WireJson.Id)];

    private static Guid? Id(JsonNode delivered) => WireJson.Id((delivered["link"] ?? delivered["event"])!["id"]);

    private static string Plain(JsonNode delivered)
    {
        var of = RecordedRead.Facts((delivered["event"] ?? delivered["link"])!);
        var original = (delivered["link"] ?? delivered["event"])!;
        return $"{of} {WireJson.Number(delivered["retry_count"])} {Id(delivered)} {WireJson.Position(original)}";
    }

    private static string Plain(PersistentSubscriptionEvent delivered)
    {
        var original = delivered.Event.Link ?? delivered.Event;
        return $"{RecordedRead.Facts(delivered.Event)} {delivered.RetryCount} {original.Id} {original.Position}";
    }
}
