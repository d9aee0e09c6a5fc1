extern alias Emulator;

using Emulator::EventStoreDb.Emulator;

namespace EventSourcing.Tests.EventStoreDb.Emulator.Faults;

public sealed class FaultsOfReadsTests : FaultTests
{
    private const string Method = "Streams/Read";

    [Fact]
    public async Task A_subscription_is_dropped_after_some_messages()
    {
        Plan.OnCall(Method, 1, new Fault(FaultKind.ConsumerTooSlow) { After = 2 });
        var answer = await Client.AskAsync(Address, RawClient.Read, RawClient.SubscribeToAll);

        Assert.Equal(2, answer.Messages.Count);
        Assert.Equal(10, answer.End.Status?.Code);
        Assert.StartsWith("Operation timed out: Consumer too slow", answer.End.Status?.Details, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FaultKind.Drop)]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.Truncate)]
    public async Task A_read_breaks_after_some_messages(FaultKind kind)
    {
        await Client.AppendAsync(Address, Id);
        Plan.OnCall(Method, 1, new Fault(kind) { After = 1 });
        var answer = await Client.AskAsync(Address, RawClient.Read, RawClient.ReadAll);

        Assert.NotNull(answer.End.Broken);
        Assert.InRange(answer.Messages.Count, 0, 1);
    }

    [Fact]
    public async Task One_message_of_a_read_is_garbage()
    {
        await Client.AppendAsync(Address, Id);
        Plan.OnCall(Method, 1, new Fault(FaultKind.Corrupt) { After = 1 });
        var answer = await Client.AskAsync(Address, RawClient.Read, RawClient.ReadAll);

        Assert.True(answer.IsOk);
        Assert.NotNull(RawClient.Json(RawClient.Read, answer.Messages[0])["event"]);
        Assert.ThrowsAny<Exception>(() => RawClient.Json(RawClient.Read, answer.Messages[1]));
    }

    [Fact]
    public async Task A_read_ends_early_with_ok()
    {
        await Client.AppendAsync(Address, Id);
        Plan.OnCall(Method, 1, new Fault(FaultKind.End) { After = 1 });
        var answer = await Client.AskAsync(Address, RawClient.Read, RawClient.ReadAll);

        Assert.True(answer.IsOk);
        Assert.Single(answer.Messages);
    }

    [Fact]
    public async Task Calls_that_neither_write_nor_read_are_struck_too()
    {
        Plan.OnCall("Gossip/Read", 1, new Fault(FaultKind.NotReady));
        Plan.OnCall("Gossip/Read", 2, new Fault(FaultKind.Drop) { AfterCommit = true });
        Plan.OnCall("Gossip/Read", 3, new Fault(FaultKind.Truncate));

        Assert.Equal(14, (await Client.AskAsync(Address, RawClient.Gossip, "{}")).End.Status?.Code);
        Assert.NotNull((await Client.AskAsync(Address, RawClient.Gossip, "{}")).End.Broken);
        Assert.NotNull((await Client.AskAsync(Address, RawClient.Gossip, "{}")).End.Broken);
        Assert.True((await Client.AskAsync(Address, RawClient.Gossip, "{}")).IsOk);
    }
}
