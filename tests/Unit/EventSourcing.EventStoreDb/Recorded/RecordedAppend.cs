using System.Text.Json.Nodes;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Appends;
using EventSourcing.EventStoreDb.Client.Channels;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.Persistence;
using EventSourcing.Tests.EventStoreDb.Scripted;
using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Recorded;

/// <summary>An append as a call of its own. Where the recorded one is nothing a client could mean, the client makes a
/// simple one, and gets the recorded answer all the same.</summary>
internal sealed class RecordedAppend : RecordedCall
{
    private readonly AppendIntent? _intent;

    public RecordedAppend(WireCall call)
        : base(call) => _intent = AppendIntent.Of(call);

    protected override async Task AskAsync(EventStoreDbClient client, EventStoreDbClientSettings settings, CancellationToken cancel)
    {
        var (stream, expected, events) = _intent ?? AppendIntent.Simple;
        using var node = new NodeChannel(settings.Hosts[0], settings);
        using var given = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (IsLeftOpen)
            given.CancelAfter(TimeSpan.FromMilliseconds(300));
        using var deadline = new CallDeadline(TimeSpan.FromSeconds(20), TimeProvider.System, given.Token);
        var description = new CallDescription("streams.append", "append", settings.Hosts[0], null, Writes: true, Stream: stream, Expected: expected);

        Understood.SetResult();
        Task<AppendResult> AppendAsync() => new PlainAppend(node).AppendAsync(new StreamAppend(stream, expected, events), description, deadline);

        if (Call.Responses is [{ } answer] && answer["success"] is { } success)
            Assert.Equal(RecordedResult(success), await AppendAsync());
        else if (Call.Responses is [{ } refusal] && refusal["wrong_expected_version"] is { } conflict)
            AssertConflict(conflict, await Assert.ThrowsAsync<WrongExpectedRevisionException>(AppendAsync));
        else if (IsLeftOpen)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(AppendAsync);
        else
            await ExpectedError.AssertAsync(ExpectedError.Of(Call, writes: true), AppendAsync);

        void AssertConflict(JsonNode recorded, WrongExpectedRevisionException error)
        {
            Assert.Equal(recorded["current_revision"] is { } current ? WireJson.Number(current) : null, error.Actual);
            Assert.Equal((stream, expected), (error.Stream, error.Expected));
        }
    }

    protected override async Task ReceiveAsync(ScriptedCall answering)
    {
        if (_intent is null)
        {
            await answering.SkipMessageAsync();
            return;
        }

        foreach (var recorded in Call.Requests)
            Assert.Equal(
                WireJson.Normalised(recorded.Complete())!.ToJsonString(),
                WireJson.Normalised(Contract.RequestJson(Call.Rpc, (await answering.ReceiveBytesAsync())!))!.ToJsonString());
    }

    internal static AppendResult RecordedResult(JsonNode success) =>
        new(success["no_stream"] is null ? WireJson.Number(success["current_revision"]) : -1, WireJson.Position(success["position"]));
}
