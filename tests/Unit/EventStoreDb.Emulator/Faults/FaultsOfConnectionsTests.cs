extern alias Emulator;

using Emulator::EventStoreDb.Emulator;
using Microsoft.Extensions.Time.Testing;

namespace EventSourcing.Tests.EventStoreDb.Emulator.Faults;

public sealed class FaultsOfConnectionsTests : FaultTests
{
    private const string Method = "Streams/Append";

    [Fact]
    public async Task A_reset_leaves_the_other_calls_of_the_connection_alone()
    {
        await using var subscription = await SubscribeAsync();
        await AppendAsync(new Fault(FaultKind.Reset));

        Assert.True((await Client.AppendAsync(Address, Guid.NewGuid())).IsOk);
        Assert.NotNull((await RawClient.ReceiveAsync(subscription, RawClient.Read))["event"]);
    }

    [Fact]
    public async Task A_dropped_connection_takes_all_its_calls_along()
    {
        await using var subscription = await SubscribeAsync();
        await AppendAsync(Fault.DropBeforeCommit);

        Assert.NotNull((await RawClient.EndAsync(subscription)).End.Broken);
        Assert.True((await Client.AppendAsync(Address, Guid.NewGuid())).IsOk);
    }

    [Fact]
    public async Task After_goaway_open_calls_go_on_and_new_ones_find_another_connection()
    {
        await using var subscription = await SubscribeAsync();
        var answer = await AppendAsync(new Fault(FaultKind.GoAway));

        Assert.True(answer.IsOk);
        Assert.True((await Client.AppendAsync(Address, Guid.NewGuid())).IsOk);
        Assert.NotNull((await RawClient.ReceiveAsync(subscription, RawClient.Read))["event"]);
    }

    [Fact]
    public async Task Connections_are_refused_for_a_while()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var plan = new FaultPlan().OnCall(Method, 1, new Fault(FaultKind.Refuse) { Time = TimeSpan.FromSeconds(10) });
        await using var server = await EmulatorServer.StartAsync(
            new EmulatorOptions { Faults = plan, TimeProvider = time }, TestContext.Current.CancellationToken);

        Assert.NotNull((await Client.AppendAsync(server.Address, Id)).End.Broken);
        Assert.NotNull((await Client.AppendAsync(server.Address, Id)).End.Broken);
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.True((await Client.AppendAsync(server.Address, Id)).IsOk);
    }

    [Fact]
    public async Task A_half_open_connection_takes_everything_and_says_nothing()
    {
        Plan.OnCall(Method, 1, new Fault(FaultKind.HalfOpen) { Time = TimeSpan.FromHours(1) });
        await using var first = Client.Open(Address, RawClient.Append);
        await RawClient.SendAppendAsync(first, Id);
        await AssertSilentAsync(first);

        // Another call on it, and one on a connection made later.
        using var other = new RawClient();
        foreach (var client in new[] { Client, other })
        {
            await using var call = client.Open(Address, RawClient.Gossip);
            await RawClient.SendAsync(call, RawClient.Gossip, "{}");
            call.HalfClose();
            await AssertSilentAsync(call);
        }

        Assert.Equal(0, TimesCommitted(Id));
    }

    [Fact]
    public async Task A_half_open_connection_alone_leaves_new_ones_alone()
    {
        Plan.OnCall(Method, 1, new Fault(FaultKind.HalfOpen) { AfterCommit = true });
        await using var first = Client.Open(Address, RawClient.Append);
        await RawClient.SendAppendAsync(first, Id);
        await AssertSilentAsync(first);

        using var other = new RawClient();
        Assert.True((await other.AppendAsync(Address, Guid.NewGuid())).IsOk);
        Assert.Equal(1, TimesCommitted(Id));
    }

    [Fact]
    public async Task A_stalled_call_is_silent_alone()
    {
        Plan.OnCall(Method, 1, new Fault(FaultKind.Stall));
        await using var first = Client.Open(Address, RawClient.Append);
        await RawClient.SendAppendAsync(first, Id);
        await AssertSilentAsync(first);

        Assert.True((await Client.AppendAsync(Address, Guid.NewGuid())).IsOk);
        Assert.Equal(0, TimesCommitted(Id));
    }

    /// <summary>A subscription that waits for the next event.</summary>
    private async Task<RawCall> SubscribeAsync()
    {
        var call = Client.Open(Address, RawClient.Read);
        await RawClient.SendAsync(call, RawClient.Read, RawClient.SubscribeToAll);
        call.HalfClose();
        while ((await RawClient.ReceiveAsync(call, RawClient.Read))["caught_up"] is null)
        {
            // What the server wrote when it started.
        }

        return call;
    }
}
