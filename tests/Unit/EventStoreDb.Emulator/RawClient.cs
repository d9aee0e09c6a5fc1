extern alias Emulator;

using System.Text.Json.Nodes;
using Emulator::EventStoreDb.Emulator;
using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Emulator;

/// <summary>Makes calls by hand on one connection, or as many as the server makes necessary.</summary>
internal sealed class RawClient(HttpMessageHandler? handler = null) : IDisposable
{
    public const string Append = "event_store.client.streams.Streams/Append";
    public const string BatchAppend = "event_store.client.streams.Streams/BatchAppend";
    public const string Read = "event_store.client.streams.Streams/Read";
    public const string Gossip = "event_store.client.gossip.Gossip/Read";

    public const string ReadAll =
        """{"options":{"all":{"start":{}},"count":"1000","no_filter":{},"uuid_option":{"string":{}}}}""";

    public const string SubscribeToAll =
        """{"options":{"all":{"start":{}},"subscription":{},"no_filter":{},"uuid_option":{"string":{}}}}""";

    private static readonly WireContract Contract = new(typeof(EmulatorServer).Assembly);

    private readonly HttpClient _http = new(handler ?? new SocketsHttpHandler());

    public static JsonNode Json(string rpc, byte[] message) => Contract.ResponseJson(rpc, message);

    public static async Task<RawAnswer> EndAsync(RawCall call)
    {
        var messages = new List<byte[]>();
        while (await call.ReceiveAsync(TestContext.Current.CancellationToken) is { } message)
        {
            messages.Add(message);
        }

        return new RawAnswer(messages, await call.End);
    }

    public static Task SendAsync(RawCall call, string rpc, string json) =>
        call.SendAsync(Contract.RequestBytes(rpc, JsonNode.Parse(json)!), isCompressed: false);

    /// <summary>Sends one append on a BatchAppend call.</summary>
    public static Task SendBatchAsync(RawCall call, Guid id) => SendAsync(
        call,
        BatchAppend,
        $$"""
        {"correlation_id":{"string":"{{id}}"},"options":{"stream_identifier":{"stream_name":"YS0x"},"any":{} },
         "proposed_messages":[{"id":{"string":"{{id}}"},"metadata":{"type":"T","content-type":""} }],"is_final":true}
        """);

    public static async Task<JsonNode> ReceiveAsync(RawCall call, string rpc)
    {
        var message = await call.ReceiveAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(message);
        return Json(rpc, message);
    }

    public RawCall Open(Uri address, string rpc, bool requiresLeader = false) => new(
        _http,
        address,
        WireCall.Parse(0, new JsonObject
        {
            ["rpc"] = rpc,
            ["metadata"] = new JsonObject { ["requires-leader"] = requiresLeader ? "true" : "false" },
        }),
        TestContext.Current.CancellationToken);

    public async Task<RawAnswer> AppendAsync(Uri address, Guid id, bool requiresLeader = false)
    {
        await using var call = Open(address, Append, requiresLeader);
        await SendAppendAsync(call, id);
        return await EndAsync(call);
    }

    public static async Task SendAppendAsync(RawCall call, Guid id)
    {
        await SendAsync(call, Append, """{"options":{"stream_identifier":{"stream_name":"YS0x"},"any":{}}}""");
        await SendAsync(
            call, Append, $$$"""{"proposed_message":{"id":{"string":"{{{id}}}"},"metadata":{"type":"T","content-type":""} } }""");
        call.HalfClose();
    }

    public async Task<RawAnswer> AskAsync(Uri address, string rpc, string json)
    {
        await using var call = Open(address, rpc);
        await SendAsync(call, rpc, json);
        call.HalfClose();
        return await EndAsync(call);
    }

    public void Dispose() => _http.Dispose();
}
