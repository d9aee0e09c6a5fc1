using System.Text.Json.Nodes;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.Persistence;
using EventSourcing.Tests.EventStoreDb.Scripted;
using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Recorded;

/// <summary>The appends of one BatchAppend call, made at once; the answers come in the recorded order.</summary>
internal sealed class RecordedBatchAppend : RecordedCall
{
    private readonly List<Append> _appends;

    public RecordedBatchAppend(WireCall call)
        : base(call) => _appends = [.. call.Requests
            .Where(request => request.Json is not null)
            .Select(request => request.Complete()!)
            .GroupBy(request => Key(request["correlation_id"]))
            .Select(chunks => new Append(
                chunks.Key,
                AppendIntent.Of(chunks.First()["options"], chunks.SelectMany(chunk => chunk["proposed_messages"]?.AsArray() ?? [])!),
                call.Responses.FirstOrDefault(answer => Key(answer["correlation_id"]) == chunks.Key)))];

    protected override async Task AskAsync(EventStoreDbClient client, EventStoreDbClientSettings settings, CancellationToken cancel)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var waiting = _appends.Select(append => (Append: append, Result: client.AppendAsync(append.Made.Stream, append.Made.Expected, append.Made.Events, enough.Token))).ToList();
        foreach (var (append, result) in waiting.Where(one => one.Append.Answer is not null))
            await AssertAnsweredAsync(append, result);

        Understood.SetResult();
        if (IsLeftOpen)
            await enough.CancelAsync();
        foreach (var (_, result) in waiting.Where(one => one.Append.Answer is null))
        {
            if (IsLeftOpen)
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => result);
            else
                await Assert.ThrowsAnyAsync<PersistenceException>(() => result);
        }
    }

    protected override async Task AnswerAsync(ScriptedCall answering)
    {
        var ids = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var append in _appends)
            ids.Add(append.Key, await ReceiveAsync(answering, append));

        foreach (var response in Call.Responses)
        {
            var answer = response.DeepClone();
            answer["correlation_id"] = ids[Key(response["correlation_id"])].DeepClone();
            await answering.SendAsync(Contract.ResponseBytes(Call.Rpc, answer));
        }

        await EndAsync(answering);
    }

    /// <summary>Receives the chunks of one append, and checks that together they are what was recorded.</summary>
    private async Task<JsonNode> ReceiveAsync(ScriptedCall answering, Append append)
    {
        var messages = new JsonArray();
        JsonNode chunk;
        JsonNode? options = null;
        do
        {
            chunk = Contract.RequestJson(Call.Rpc, (await answering.ReceiveBytesAsync())!);
            options ??= chunk["options"]!;
            foreach (var message in chunk["proposed_messages"]?.AsArray() ?? [])
                messages.Add(message!.DeepClone());
        }
        while (chunk["is_final"] is null);

        var sent = AppendIntent.Of(options, messages!)!;
        Assert.Equal((append.Made.Stream, append.Made.Expected), (sent.Stream, sent.Expected));
        Assert.Equivalent(append.Made.Events.Select(Plain), sent.Events.Select(Plain), strict: true);
        return chunk["correlation_id"]!;
    }

    private static object Plain(NewEvent one) => new { one.Id, one.Type, one.IsJson, Data = Convert.ToBase64String(one.Data.Span), Metadata = Convert.ToBase64String(one.Metadata.Span) };

    private static async Task AssertAnsweredAsync(Append append, Task<AppendResult> result)
    {
        if (append.Answer!["success"] is { } success)
        {
            Assert.Equal(RecordedAppend.RecordedResult(success), await result);
            return;
        }

        var details = append.Answer["error"]!["details"]!;
        var type = details["@type"]!.GetValue<string>().Split('.')[^1];
        var error = await ExpectedError.AssertAsync(
            type switch
            {
                "WrongExpectedVersion" => typeof(WrongExpectedRevisionException),
                "StreamDeleted" => typeof(StreamDeletedException),
                "AccessDenied" => typeof(AccessDeniedException),
                "Timeout" or "Unknown" => typeof(AppendOutcomeUnknownException),
                "MaximumAppendSizeExceeded" => typeof(AppendTooLargeException),
                "Empty" => typeof(StoreUnavailableException),
                _ => typeof(PersistenceException),
            },
            () => result);
        Assert.Equal(append.Made.Stream, error.Stream);
        if (error is WrongExpectedRevisionException conflict)
            Assert.Equal(details["current_stream_revision"] is { } current ? WireJson.Number(current) : null, conflict.Actual);
        if (error is AppendTooLargeException tooLarge)
            Assert.Equal(WireJson.Number(details["maxAppendSize"]), tooLarge.MaximumSize);
    }

    private static string Key(JsonNode? correlationId) => WireJson.Id(correlationId)?.ToString() ?? correlationId?.ToJsonString() ?? "";

    private sealed record Append(string Key, AppendIntent? Intent, JsonNode? Answer)
    {
        /// <summary>Where the recorded one is nothing a client could mean, a simple one gets its answer.</summary>
        public AppendIntent Made => Intent ?? AppendIntent.Simple;
    }
}
