using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Client.PersistentSubscriptions;
using EventSourcing.EventStoreDb.Client.Wire;
using EventSourcing.EventStoreDb.Protos.PersistentSubscriptions;
using EventSourcing.Tests.EventStoreDb.Scripted;
using Grpc.Core;

namespace EventSourcing.Tests.EventStoreDb.Client.PersistentSubscriptions;

public sealed class GroupReaderTests
{
    private static readonly ReadResp Confirmed = new() { SubscriptionConfirmation = new() { SubscriptionId = "dog-1::g" } };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_lost_connection_the_read_goes_on_and_what_came_before_can_be_acknowledged_no_more()
    {
        await using var server = await ScriptedServer.StartAsync();
        var calls = 0;
        var hasCome = new TaskCompletionSource();
        server.On("Read", async call =>
        {
            await call.SkipMessageAsync();
            var retries = calls++;
            if (retries == 1)
            {
                // The place of the lost connection is not free yet.
                await call.EndAsync(StatusCode.FailedPrecondition, "Maximum", ("exception", "maximum-subscribers-reached"));
                return;
            }

            await call.SendAsync(Confirmed);
            await call.SendAsync(Delivered(retries));
            if (retries > 0)
                await call.UntilAbortedAsync();
            await hasCome.Task;
            call.CutConnection();
        });
        await using var client = Client(server);

        var read = new List<PersistentSubscriptionEvent>();
        await foreach (var one in client.PersistentSubscriptions.ReadAsync("dog-1", "g", cancel: Cancel))
        {
            read.Add(one);
            hasCome.TrySetResult();
            if (read.Count == 2)
            {
                Assert.False(await read[0].AcknowledgeAsync(Cancel));
                Assert.True(await read[1].AcknowledgeAsync(Cancel));
                break;
            }
        }

        Assert.Equal([0, 2], read.Select(one => one.RetryCount));
    }

    [Fact]
    public async Task A_group_that_is_full_from_the_beginning_is_an_error()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Fail("Read", StatusCode.FailedPrecondition, "Maximum", ("exception", "maximum-subscribers-reached"));
        await using var client = Client(server);

        var error = await Assert.ThrowsAsync<MaximumSubscribersReachedException>(async () =>
            await client.PersistentSubscriptions.ReadAsync("dog-1", "g", cancel: Cancel).GetAsyncEnumerator(Cancel).MoveNextAsync());
        Assert.Equal(("dog-1", "g"), (error.Stream, error.Group));
    }

    [Fact]
    public async Task A_call_goes_to_the_leader_that_another_node_names()
    {
        await using var follower = await ScriptedServer.StartAsync();
        await using var leader = await ScriptedServer.StartAsync();
        follower.Fail("Create", StatusCode.NotFound, "Leader info available", ("exception", "not-leader"), ("leader-endpoint-host", "localhost"), ("leader-endpoint-port", $"{leader.Port}"));
        var created = new TaskCompletionSource<string>();
        leader.On("Create", async call =>
        {
            created.SetResult((await call.ReceiveAsync<CreateReq>())!.Options.GroupName);
            await call.SendAsync(new CreateResp());
            await call.EndAsync();
        });
        await using var client = Client(follower);

        await client.PersistentSubscriptions.CreateAsync("dog-1", "g", cancel: Cancel);

        Assert.Equal("g", await created.Task);
    }

    [Fact]
    public async Task The_outcome_of_a_change_whose_answer_is_lost_is_unknown()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.On("Delete", async call =>
        {
            await call.SkipMessageAsync();
            call.CutConnection();
        });
        await using var client = Client(server);

        await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => client.PersistentSubscriptions.DeleteAsync("dog-1", "g", Cancel));
    }

    private static EventStoreDbClient Client(ScriptedServer server) => new(EventStoreDbClientSettings.Parse($"esdb://localhost:{server.Port}?tls=false"));

    private static ReadResp Delivered(int retries) => new()
    {
        Event = new()
        {
            Event = new()
            {
                Id = Guid.NewGuid().ToWire(),
                StreamIdentifier = "dog-1".ToStreamIdentifier(),
                Metadata = { ["type"] = "Barked", ["created"] = "0", ["content-type"] = "application/json" },
            },
            CommitPosition = 7,
            RetryCount = retries,
        },
    };
}
