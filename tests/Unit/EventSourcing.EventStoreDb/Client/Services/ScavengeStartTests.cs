extern alias Emulator;

using Emulator::EventStoreDb.Emulator;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Client.Operations;
using EventSourcing.EventStoreDb.Protos.Operations;
using EventSourcing.Tests.EventStoreDb.Scripted;

namespace EventSourcing.Tests.EventStoreDb.Client.Services;

public sealed class ScavengeStartTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_in_memory_is_told_long_before_the_deadline_whoever_has_asked_before()
    {
        await using var server = await EmulatorServer.StartAsync(cancel: Cancel);
        await using var client = new EventStoreDbClient(EventStoreDbClientSettings.Parse(server.ConnectionString) with { DefaultDeadline = Timeout.InfiniteTimeSpan });

        await Assert.ThrowsAsync<ScavengeImpossibleException>(() => client.Operations.StartScavengeAsync(cancel: Cancel));
        await Assert.ThrowsAsync<ScavengeImpossibleException>(() => client.Operations.StartScavengeAsync(cancel: Cancel));
    }

    [Fact]
    public async Task A_node_that_is_slow_to_answer_is_asked_again_and_the_scavenge_that_it_started_first_is_not_taken_for_anothers()
    {
        var id = Guid.NewGuid().ToString();
        await using var server = await ScriptedServer.StartAsync();
        var asked = 0;
        var second = new TaskCompletionSource();
        server.On("StartScavenge", async call =>
        {
            await call.SkipMessageAsync();
            var isFirst = Interlocked.Increment(ref asked) == 1;
            if (isFirst)
                await second.Task.WaitAsync(Cancel);
            await call.SendAsync(new ScavengeResp { ScavengeId = id, ScavengeResult = isFirst ? ScavengeResp.Types.ScavengeResult.Started : ScavengeResp.Types.ScavengeResult.InProgress });
            await call.EndAsync();
            second.TrySetResult();
        });
        await using var client = new EventStoreDbClient(EventStoreDbClientSettings.Parse($"esdb://127.0.0.1:{server.Port}?tls=false"));

        var scavenge = await client.Operations.StartScavengeAsync(cancel: Cancel);

        Assert.Equal(new Scavenge(id, ScavengeState.Started), scavenge);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task One_that_runs_already_is_told_by_its_id()
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorOptions { OnDisk = true }, Cancel);
        await using var client = new EventStoreDbClient(EventStoreDbClientSettings.Parse(server.ConnectionString));

        var started = await client.Operations.StartScavengeAsync(cancel: Cancel);

        Assert.Equal(ScavengeState.Started, started.State);
        Assert.Equal(new Scavenge(started.Id, ScavengeState.InProgress), await client.Operations.StartScavengeAsync(cancel: Cancel));
    }
}
