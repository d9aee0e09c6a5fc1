using System.Globalization;
using System.Text.Json.Nodes;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.Persistence;
using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Recorded;

/// <summary>A read of a stream or of the log. Where the recorded one is nothing a client could mean, the client makes a
/// simple one, and gets the recorded answer all the same.</summary>
internal sealed class RecordedRead(WireCall call) : RecordedCall(call)
{
    private readonly ReadIntent _intent = ReadIntent.Of(call);

    protected override async Task AskAsync(EventStoreDbClient client, EventStoreDbClientSettings settings, CancellationToken cancel)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var recorded = Call.Responses.Where(response => response["event"] is not null).Select(response => response["event"]!).ToList();
        if (IsLeftOpen && recorded.Count == 0)
            enough.CancelAfter(TimeSpan.FromMilliseconds(300));

        var read = new List<RecordedEvent>();
        async Task ReadAsync()
        {
            if (recorded.Count == 0)
                Understood.TrySetResult();
            await foreach (var one in _intent.Read(client, enough.Token))
            {
                read.Add(one);
                if (read.Count == recorded.Count)
                    Understood.TrySetResult();
                if (IsLeftOpen && read.Count == recorded.Count)
                    break;
            }
        }

        if (IsLeftOpen && recorded.Count == 0)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(ReadAsync);
        else if (Call.Responses is [{ } only] && only["stream_not_found"] is not null && _intent.Stream is not null)
            await Assert.ThrowsAsync<StreamNotFoundException>(ReadAsync);
        else if (IsLeftOpen || Call.Status?.Code == 0)
            await ReadAsync();
        else
            await ExpectedError.AssertAsync(Expected(), ReadAsync);

        Assert.Equal(recorded.Select(Plain), read.Select(Plain));
    }

    protected override void Check(WireRequest recorded, byte[] actual)
    {
        if (_intent.IsSimple)
            return;
        var (was, now) = (Compared(recorded.Complete()!), Compared(Contract.RequestJson(Call.Rpc, actual)));
        Assert.Equal(was.ToJsonString(), now.ToJsonString());
    }

    /// <summary>All but what the client always asks for in its own way: the form of ids, the compatibility, and filters
    /// by prefix, which become expressions, with a window of its own and no count where the rest is tested here.</summary>
    internal static JsonNode Compared(JsonNode request)
    {
        var options = request["options"]!.AsObject();
        options.Remove("uuid_option");
        options.Remove("control_option");
        options.Remove("resolve_links");
        if (options["filter"] is JsonObject filter)
        {
            options["filter"] = (filter["stream_identifier"] ?? filter["event_type"])?["regex"]?.DeepClone() is { } regex && regex.ToString()[0] != '^' ? regex : "a filter";
            options.Remove("count");
        }

        // The two ways to say where the log begins and ends.
        if (options["all"] is JsonObject all && all["position"] is JsonObject position)
        {
            var number = position["commit_position"]?.ToString() ?? "0";
            if (number is "0" or "18446744073709551615")
                options["all"] = new JsonObject { [number == "0" ? "start" : "end"] = new JsonObject() };
        }

        return WireJson.Normalised(options)!;
    }

    private Type Expected() =>
        _intent.From is not null && Call.Status is { Code: 2 } unknown && unknown.Details.Contains("ReadAllResult", StringComparison.Ordinal)
            ? typeof(InvalidPositionException)
            : ExpectedError.Of(Call, writes: false);

    private static string Plain(JsonNode read)
    {
        // Links are not followed by this client yet: what the server resolved is read as what it resolved to.
        var one = (read["event"] ?? read["link"])!;
        return $"{Facts(one)} {(read["commit_position"] is null ? null : WireJson.Position(one))}";
    }

    private static string Plain(RecordedEvent read) => $"{Facts(read)} {read.Position}";

    /// <summary>All of a recorded event but its position.</summary>
    internal static string Facts(JsonNode one)
    {
        var metadata = one["metadata"]!;
        return string.Join('|', Stream(one), WireJson.Number(one["stream_revision"]), WireJson.Id(one["id"]), metadata["type"], metadata["content-type"]!.ToString() == "application/json",
            DateTimeOffset.UnixEpoch.AddTicks(WireJson.Number(metadata["created"])).ToString("O", CultureInfo.InvariantCulture), Convert.ToBase64String(WireJson.Bytes(one["data"])), Convert.ToBase64String(WireJson.Bytes(one["custom_metadata"])));
    }

    /// <summary>All of an event that was read but its position.</summary>
    internal static string Facts(RecordedEvent read) => string.Join('|', read.Stream, read.Revision, read.Id, read.Type, read.IsJson,
        read.Created.ToString("O", CultureInfo.InvariantCulture), Convert.ToBase64String(read.Data.Span), Convert.ToBase64String(read.Metadata.Span));

    private static string Stream(JsonNode one) => System.Text.Encoding.UTF8.GetString(WireJson.Bytes(one["stream_identifier"]?["stream_name"]));
}
