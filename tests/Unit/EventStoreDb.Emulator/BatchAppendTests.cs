extern alias Emulator;

using System.Text.Json.Nodes;
using Emulator::EventStoreDb.Emulator;
using EventSourcing.Tests.Wire;
using Xunit;

namespace EventSourcing.Tests.EventStoreDb.Emulator;

/// <summary>What no recorded scenario waits for.</summary>
public sealed class BatchAppendTests
{
    private const string BatchAppend = "event_store.client.streams.Streams/BatchAppend";

    private const string Opened =
        """
        {"correlation_id":{"string":"beefcafe-0000-4000-8000-000000000001"},"options":{"stream_identifier":{"stream_name":"YS0x"},"any":{},"deadline":"10s"}}
        """;

    private const string WithBadEvent =
        """
        {"correlation_id":{"string":"beefcafe-0000-4000-8000-000000000001"},"options":{"stream_identifier":{"stream_name":"YS0x"},"any":{}},"proposed_messages":[{}],"is_final":true}
        """;

    private const string LaterChunkWithBadEvent =
        """
        {"correlation_id":{"string":"beefcafe-0000-4000-8000-000000000001"},"proposed_messages":[{}],"is_final":true}
        """;

    private static readonly WireContract Contract = new(typeof(EmulatorServer).Assembly);

    [Fact]
    public async Task An_append_opened_with_a_bad_event_is_answered_twice()
    {
        await using var call = await Play.BeginAsync();
        await call.SendAsync(WithBadEvent);

        Assert.Equal("BadRequest", await call.ErrorAsync());
        Assert.Equal("Timeout", await call.ErrorAsync());
    }

    [Fact]
    public async Task A_bad_event_in_a_later_chunk_ends_the_whole_call()
    {
        await using var call = await Play.BeginAsync();
        await call.SendAsync(Opened);
        await call.SendAsync(LaterChunkWithBadEvent);

        Assert.Equal(new WireStatus(2, "Exception was thrown by handler."), await call.EndAsync());
    }

    [Fact]
    public async Task The_first_answer_after_the_client_closed_its_side_ends_the_call()
    {
        await using var call = await Play.BeginAsync();
        await call.SendAsync(Opened);
        call.HalfClose();

        Assert.Equal("Timeout", await call.ErrorAsync());
        Assert.Equal(new WireStatus(0, ""), await call.EndAsync());
    }

    private sealed class Play : IAsyncDisposable
    {
        private readonly EmulatorServer _server;
        private readonly HttpClient _http = new();
        private readonly RawCall _call;

        private Play(EmulatorServer server)
        {
            _server = server;
            var recorded = WireCall.Parse(0, new JsonObject { ["rpc"] = BatchAppend });
            _call = new RawCall(_http, server.Address, recorded, TestContext.Current.CancellationToken);
        }

        public static async Task<Play> BeginAsync() => new(await EmulatorServer.StartAsync(
            new EmulatorOptions { WriteTimeout = TimeSpan.FromMilliseconds(200) }, TestContext.Current.CancellationToken));

        public Task SendAsync(string json) =>
            _call.SendAsync(Contract.RequestBytes(BatchAppend, JsonNode.Parse(json)!), isCompressed: false);

        public void HalfClose() => _call.HalfClose();

        public async Task<string> ErrorAsync()
        {
            var message = await _call.ReceiveAsync(TestContext.Current.CancellationToken);
            Assert.NotNull(message);
            return Contract.ResponseJson(BatchAppend, message)["error"]!["message"]!.GetValue<string>();
        }

        public async Task<WireStatus?> EndAsync()
        {
            Assert.Null(await _call.ReceiveAsync(TestContext.Current.CancellationToken));
            return (await _call.End).Status;
        }

        public async ValueTask DisposeAsync()
        {
            await _call.DisposeAsync();
            _http.Dispose();
            await _server.DisposeAsync();
        }
    }
}
