extern alias Emulator;

using System.Text;
using System.Text.Json.Nodes;
using Emulator::EventStoreDb.Emulator;

namespace EventSourcing.Tests.EventStoreDb.Emulator.Services;

/// <summary>The streams of which the recorded scenarios have none: those a node keeps for itself.</summary>
public sealed class MemoryStreamTests : IAsyncLifetime
{
    private const string Resign = "event_store.client.operations.Operations/ResignNode";
    private const string State = "$mem-node-state";

    private readonly RawClient _client = new();
    private EmulatorServer _server = null!;

    public async ValueTask InitializeAsync() =>
        _server = await EmulatorServer.StartAsync(cancel: TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("Forwards", """ "start":{} """, true)]
    [InlineData("Forwards", """ "end":{} """, true)]
    [InlineData("Forwards", """ "revision":"2" """, true)]
    [InlineData("Forwards", """ "revision":"3" """, false)]
    [InlineData("Backwards", """ "end":{} """, true)]
    [InlineData("Backwards", """ "revision":"9" """, true)]
    [InlineData("Backwards", """ "revision":"1" """, false)]
    public async Task A_node_tells_what_it_is_in_its_newest_event_alone(string direction, string from, bool isServed)
    {
        var answer = await _client.AskAsync(_server.Address, RawClient.Read, Read(State, from, $"\"read_direction\":\"{direction}\",\"count\":\"5\""));

        Assert.True(answer.IsOk);
        Assert.Equal(isServed ? ["2 Leader"] : [], answer.Messages.Select(message => Text(RawClient.Json(RawClient.Read, message))));
    }

    [Fact]
    public async Task Who_follows_it_is_sent_every_state_that_a_node_passes()
    {
        await using var call = _client.Open(_server.Address, RawClient.Read);
        await RawClient.SendAsync(call, RawClient.Read, Read(State, """ "start":{} """, "\"subscription\":{}"));
        call.HalfClose();
        Assert.NotNull((await RawClient.ReceiveAsync(call, RawClient.Read))["confirmation"]);
        Assert.Equal("2 Leader", Text(await RawClient.ReceiveAsync(call, RawClient.Read)));
        Assert.NotNull((await RawClient.ReceiveAsync(call, RawClient.Read))["caught_up"]);

        Assert.True((await _client.AskAsync(_server.Address, Resign, "{}")).IsOk);

        foreach (var expected in new[] { "3 ResigningLeader", "4 Unknown", "5 PreLeader", "6 Leader" })
        {
            Assert.Equal(expected, Text(await RawClient.ReceiveAsync(call, RawClient.Read)));
        }
    }

    [Fact]
    public async Task Under_other_such_names_nothing_is_found()
    {
        var answer = await _client.AskAsync(_server.Address, RawClient.Read, Read("$mem-other", """ "start":{} """, "\"count\":\"5\""));

        Assert.NotNull(RawClient.Json(RawClient.Read, Assert.Single(answer.Messages))["stream_not_found"]);
    }

    private static string Read(string stream, string from, string what) =>
        $$$"""
        {"options":{"stream":{"stream_identifier":{"stream_name":"{{{Convert.ToBase64String(Encoding.UTF8.GetBytes(stream))}}}"},{{{from}}}},
         {{{what}}},"no_filter":{},"uuid_option":{"string":{}} } }
        """;

    private static string Text(JsonNode answer)
    {
        var recorded = answer["event"]!["event"]!;
        var state = JsonNode.Parse(Convert.FromBase64String((string)recorded["data"]!))!["state"];
        return $"{recorded["stream_revision"]} {state}";
    }
}
