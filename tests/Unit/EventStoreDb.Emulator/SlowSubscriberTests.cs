extern alias Emulator;

using System.Text.Json.Nodes;
using Emulator::EventStoreDb.Emulator;
using EventSourcing.Tests.Wire;
using Xunit;

namespace EventSourcing.Tests.EventStoreDb.Emulator;

public sealed class SlowSubscriberTests
{
    private const string Append = "event_store.client.streams.Streams/Append";
    private const string Read = "event_store.client.streams.Streams/Read";
    private const string Subscribe =
        """
        {"options":{"stream":{"stream_identifier":{"stream_name":"YS0x"},"end":{}},"subscription":{},"no_filter":{},"uuid_option":{"string":{}}}}
        """;

    private const string AnyRevision = """{"options":{"stream_identifier":{"stream_name":"YS0x"},"any":{}}}""";
    private const int Aborted = 10;

    // Large, so that the buffers of the connection are soon full.
    private static readonly string Event =
        """{"proposed_message":{"id":{"string":"ID"},"metadata":{"type":"T","content-type":""},"data":"DATA"}}"""
            .Replace("DATA", Convert.ToBase64String(new byte[200_000]), StringComparison.Ordinal);

    private static readonly WireContract Contract = new(typeof(EmulatorServer).Assembly);

    [Fact]
    public async Task A_live_subscriber_that_stops_reading_is_dropped_once_the_buffers_are_full()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var server = await EmulatorServer.StartAsync(cancel: cancel);
        using var http = new HttpClient();
        await using var subscription = new RawCall(http, server.Address, Call(Read), cancel, readsAhead: 1);
        await SendAsync(subscription, Read, Subscribe);
        subscription.HalfClose();
        await subscription.ReceiveAsync(cancel);
        await subscription.ReceiveAsync(cancel);

        for (var i = 0; i < 200; i++)
        {
            await AppendAsync(http, server.Address, cancel);
        }

        var end = await EndOfAsync(subscription, cancel);
        Assert.Null(end.Broken);
        Assert.Equal(Aborted, end.Status!.Code);
        Assert.StartsWith("Operation timed out: Consumer too slow", end.Status.Details, StringComparison.Ordinal);
    }

    private static async Task AppendAsync(HttpClient http, Uri address, CancellationToken cancel)
    {
        await using var append = new RawCall(http, address, Call(Append), cancel);
        await SendAsync(append, Append, AnyRevision);
        await SendAsync(append, Append, Event.Replace("ID", Guid.NewGuid().ToString(), StringComparison.Ordinal));
        append.HalfClose();
        await append.ReceiveAsync(cancel);
        Assert.Equal(0, (await append.End).Status!.Code);
    }

    private static async Task<RawEnd> EndOfAsync(RawCall call, CancellationToken cancel)
    {
        while (await call.ReceiveAsync(cancel) is not null)
        {
            // What was on its way comes first.
        }

        return await call.End;
    }

    private static Task SendAsync(RawCall call, string rpc, string json) =>
        call.SendAsync(Contract.RequestBytes(rpc, JsonNode.Parse(json)!), isCompressed: false);

    private static WireCall Call(string rpc) =>
        WireCall.Parse(0, new JsonObject { ["rpc"] = rpc });
}
