extern alias Emulator;

using Emulator::EventStoreDb.Emulator;
using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Emulator.Services;

public sealed class GroupsOfTheLogTests
{
    private const string Service = "event_store.client.persistent_subscriptions.PersistentSubscriptions/";
    private const string Named = """ "stream_identifier":{"stream_name":"JGFsbA=="} """;
    private const string Settings = """ "settings":{"read_batch_size":1,"history_buffer_size":2} """;

    [Theory]
    [InlineData("Create", $$"""{"options":{"group_name":"g","stream":{{{Named}},"start":{} },{{Settings}} } }""")]
    [InlineData("Update", $$"""{"options":{"group_name":"g","stream":{{{Named}},"start":{} },{{Settings}} } }""")]
    [InlineData("Delete", $$"""{"options":{"group_name":"g",{{Named}} } }""")]
    public async Task Are_not_managed_by_the_name_of_a_stream(string act, string request)
    {
        await using var server = await EmulatorServer.StartAsync(cancel: TestContext.Current.CancellationToken);
        using var client = new RawClient();

        var answer = await client.AskAsync(server.Address, Service + act, request);

        var text = $"Envelope callback expected either {act}PersistentSubscriptionToAllCompleted or NotHandled, received {act}PersistentSubscriptionToStreamCompleted instead";
        Assert.Equal(new WireStatus(2, text), answer.End.Status);
    }

    [Fact]
    public async Task A_group_that_writes_no_checkpoints_by_time_tells_of_the_longest_time()
    {
        await using var server = await EmulatorServer.StartAsync(cancel: TestContext.Current.CancellationToken);
        using var client = new RawClient();
        await client.AskAsync(server.Address, Service + "Create", $$"""{"options":{"group_name":"g","all":{"start":{},"no_filter":{} },{{Settings}} } }""");

        const string GetInfo = Service + "GetInfo";
        var answer = await client.AskAsync(server.Address, GetInfo, """{"options":{"group_name":"g","all":{}}}""");

        var info = RawClient.Json(GetInfo, Assert.Single(answer.Messages))["subscription_info"]!;
        Assert.Equal(int.MaxValue, (int)info["check_point_after_milliseconds"]!);
    }
}
