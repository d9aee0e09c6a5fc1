using System.Text.Json.Nodes;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.Persistence;
using EventSourcing.Tests.EventStoreDb.Scripted;
using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Recorded;

/// <summary>A subscription: events, checkpoints and notices come as they were recorded. It is one from the start where the
/// recorded one is from the end, because the client looks first where the end is.</summary>
internal sealed class RecordedSubscription : RecordedCall
{
    private readonly ReadIntent? _intent;
    private readonly bool _resolvesLinks;
    private readonly bool _isExact;

    public RecordedSubscription(WireCall call)
        : base(call)
    {
        var options = call.Requests[0].Complete()?["options"];
        _resolvesLinks = options?["resolve_links"] is not null;
        _isExact = (options?["stream"] ?? options?["all"])?["end"] is null;
        _intent = options?["read_direction"] is null ? ReadIntent.OfSubscription(call) : null;
    }

    protected override async Task AskAsync(EventStoreDbClient client, EventStoreDbClientSettings settings, CancellationToken cancel)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var recorded = Call.Responses.Where(response => response["confirmation"] is null).Select(Plain).ToList();
        var delivered = new List<string>();
        async Task ReadAsync()
        {
            await foreach (var message in Subscribe(client, enough.Token))
            {
                delivered.Add(Plain(message));
                if (delivered.Count == recorded.Count && Call.Status is null or { Code: not 9 })
                    break;
            }
        }

        if (recorded.Count > 0 && Call.Trailers.GetValueOrDefault("exception") is null)
            await ReadAsync();
        else if (Call.Status is null || ExpectedError.IsTakenUpAgain(Call))
        {
            enough.CancelAfter(TimeSpan.FromMilliseconds(300));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(ReadAsync);
        }
        else
        {
            var expected = _intent?.From is not null && Call.Status.Details.Contains("ReadAllResult", StringComparison.Ordinal) ? typeof(InvalidPositionException) : ExpectedError.Of(Call, writes: false);
            await ExpectedError.AssertAsync(expected, ReadAsync);
        }

        Understood.TrySetResult();
        Assert.Equal(recorded, delivered);
    }

    protected override async Task ReceiveAsync(ScriptedCall answering)
    {
        var request = Contract.RequestJson(Call.Rpc, (await answering.ReceiveBytesAsync())!);
        if (_intent is { IsSimple: false } && _isExact)
            Assert.Equal(RecordedRead.Compared(Call.Requests[0].Complete()!).ToJsonString(), RecordedRead.Compared(request).ToJsonString());
    }

    private IAsyncEnumerable<SubscriptionMessage> Subscribe(EventStoreDbClient client, CancellationToken cancel)
    {
        if (_intent is { Stream: null } all)
            return client.SubscribeAllAsync(new AllSubscription { After = all.From, Filter = all.Filter, ResolveLinks = _resolvesLinks }, cancel);
        return client.SubscribeStreamAsync(_intent?.Stream ?? "simple-1", new StreamSubscription { After = _intent?.Revision, ResolveLinks = _resolvesLinks }, cancel);
    }

    private static string Plain(JsonNode response) => response["event"] is { } read
        ? RecordedRead.Facts((read["event"] ?? read["link"])!)
        : response["checkpoint"] is { } checkpoint ? $"checkpoint {WireJson.Position(checkpoint)}" : response["caught_up"] is null ? nameof(SubscriptionMessageKind.FellBehind) : nameof(SubscriptionMessageKind.CaughtUp);

    private static string Plain(SubscriptionMessage message) => message.Kind switch
    {
        SubscriptionMessageKind.Event => RecordedRead.Facts(message.Event!),
        SubscriptionMessageKind.Checkpoint => $"checkpoint {message.Position}",
        _ => message.Kind.ToString(),
    };
}
