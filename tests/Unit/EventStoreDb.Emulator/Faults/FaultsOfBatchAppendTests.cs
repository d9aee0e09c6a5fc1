extern alias Emulator;

using Emulator::EventStoreDb.Emulator;

namespace EventSourcing.Tests.EventStoreDb.Emulator.Faults;

public sealed class FaultsOfBatchAppendTests : FaultTests
{
    private const string Method = "Streams/BatchAppend";

    private readonly Guid _second = Guid.NewGuid();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_call_ends_gracefully_in_the_middle(bool afterCommit)
    {
        Plan.OnCall(Method, 1, new Fault(FaultKind.End) { After = 1, AfterCommit = afterCommit });
        var answer = await SendBothAsync();

        Assert.True(answer.IsOk);
        Assert.Empty(answer.Messages);
        Assert.Equal(afterCommit ? 1 : 0, TimesCommitted(_second));
    }

    [Theory]
    [InlineData(FaultKind.Drop)]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.Refuse)]
    public async Task The_call_breaks_in_the_middle(FaultKind kind)
    {
        Plan.OnCall(Method, 1, new Fault(kind) { After = 1, AfterCommit = true });
        var answer = await SendBothAsync();

        Assert.NotNull(answer.End.Broken);
        Assert.Equal(1, TimesCommitted(_second));
    }

    [Fact]
    public async Task Not_leader_ends_the_whole_call()
    {
        Plan.OnCall(Method, 1, new Fault(FaultKind.NotLeader) { After = 1 });
        var answer = await SendBothAsync();

        // A reset follows, since the client has not closed its side; it may hide the status.
        Assert.True(answer.End.Broken is not null || answer.End.Status is { Code: 5 });
        Assert.Empty(answer.Messages);
        Assert.Equal(0, TimesCommitted(_second));
    }

    [Theory]
    [InlineData(FaultKind.NotReady, "Server Is Not Ready", null)]
    [InlineData(FaultKind.TimedOut, "Timeout", "DEADLINE_EXCEEDED")]
    public async Task Some_are_answers_and_the_call_goes_on(FaultKind kind, string text, string? code)
    {
        Plan.OnCall(Method, 1, new Fault(kind));
        await using var call = Client.Open(Address, RawClient.BatchAppend);
        await RawClient.SendBatchAsync(call, Id);
        var refused = await RawClient.ReceiveAsync(call, RawClient.BatchAppend);
        await RawClient.SendBatchAsync(call, _second);
        var written = await RawClient.ReceiveAsync(call, RawClient.BatchAppend);

        Assert.Equal(text, refused["error"]?["message"]?.GetValue<string>());
        Assert.Equal(code, refused["error"]?["code"]?.GetValue<string>());
        Assert.Equal($"{Id}", refused["correlation_id"]?["string"]?.GetValue<string>());
        Assert.NotNull(written["success"]);
        Assert.Equal(0, TimesCommitted(Id));
    }

    [Fact]
    public async Task A_harmed_answer_is_one_of_many()
    {
        Plan.OnCall(Method, 1, new Fault(FaultKind.Corrupt));
        await using var call = Client.Open(Address, RawClient.BatchAppend);
        await RawClient.SendBatchAsync(call, Id);
        var garbage = await call.ReceiveAsync(TestContext.Current.CancellationToken);
        await RawClient.SendBatchAsync(call, _second);
        var written = await RawClient.ReceiveAsync(call, RawClient.BatchAppend);

        Assert.ThrowsAny<Exception>(() => RawClient.Json(RawClient.BatchAppend, garbage!));
        Assert.NotNull(written["success"]);
        Assert.Equal(1, TimesCommitted(Id));
    }

    /// <summary>Sends one append that goes well, then another one, and returns what came after the first answer.</summary>
    private async Task<RawAnswer> SendBothAsync()
    {
        await using var call = Client.Open(Address, RawClient.BatchAppend);
        await RawClient.SendBatchAsync(call, Id);
        Assert.NotNull((await RawClient.ReceiveAsync(call, RawClient.BatchAppend))["success"]);
        await RawClient.SendBatchAsync(call, _second);
        return await RawClient.EndAsync(call);
    }
}
