extern alias Emulator;

using Emulator::EventStoreDb.Emulator;

namespace EventSourcing.Tests.EventStoreDb.Emulator.Faults;

public sealed class FaultsOfWritesTests : FaultTests
{
    [Theory]
    [InlineData(FaultKind.Drop)]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.Refuse)]
    [InlineData(FaultKind.End)]
    public async Task Before_the_commit_the_call_breaks_and_nothing_is_written(FaultKind kind)
    {
        var answer = await AppendAsync(new Fault(kind));

        Assert.NotNull(answer.End.Broken);
        Assert.Equal(0, TimesCommitted(Id));
        Assert.Equal(kind, Assert.Single(Plan.Struck).Fault.Kind);
    }

    [Theory]
    [InlineData(FaultKind.Drop)]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.Refuse)]
    [InlineData(FaultKind.End)]
    [InlineData(FaultKind.Truncate)]
    public async Task After_the_commit_the_call_breaks_and_the_event_is_there(FaultKind kind)
    {
        var answer = await AppendAsync(new Fault(kind) { AfterCommit = true });

        Assert.NotNull(answer.End.Broken);
        Assert.Equal(1, TimesCommitted(Id));
    }

    [Theory]
    [InlineData(FaultKind.NotLeader, 5)]
    [InlineData(FaultKind.NotReady, 14)]
    [InlineData(FaultKind.TimedOut, 10)]
    [InlineData(FaultKind.DeadlineExceeded, 4)]
    public async Task A_status_comes_before_or_after_the_commit(FaultKind kind, int code)
    {
        var before = await AppendAsync(new Fault(kind));
        Plan.OnCall("Streams/Append", 2, new Fault(kind) { AfterCommit = true });
        var later = Guid.NewGuid();
        var after = await Client.AppendAsync(Address, later);

        Assert.Equal(code, before.End.Status?.Code);
        Assert.Equal(code, after.End.Status?.Code);
        Assert.Equal(0, TimesCommitted(Id));
        Assert.Equal(1, TimesCommitted(later));
    }

    [Fact]
    public async Task Not_leader_names_one()
    {
        var answer = await AppendAsync(new Fault(FaultKind.NotLeader));

        Assert.Equal("not-leader", answer.End.Trailers["exception"]);
        Assert.Equal(Address.Host, answer.End.Trailers["leader-endpoint-host"]);
        Assert.Equal($"{Address.Port}", answer.End.Trailers["leader-endpoint-port"]);
    }

    [Theory]
    [InlineData(FaultKind.Delay)]
    [InlineData(FaultKind.Slow)]
    public async Task A_delayed_write_is_written_and_acknowledged_later(FaultKind kind)
    {
        var time = TimeSpan.FromMilliseconds(80);
        var began = TimeProvider.System.GetTimestamp();
        var answer = await AppendAsync(new Fault(kind) { Time = time });

        Assert.True(answer.IsOk);
        Assert.True(TimeProvider.System.GetElapsedTime(began) >= time);
        Assert.Equal(1, TimesCommitted(Id));
    }

    [Fact]
    public async Task A_corrupted_answer_is_no_message_and_the_call_ends_as_if_it_were()
    {
        var answer = await AppendAsync(new Fault(FaultKind.Corrupt));

        Assert.True(answer.IsOk);
        Assert.ThrowsAny<Exception>(() => RawClient.Json(RawClient.Append, Assert.Single(answer.Messages)));
        Assert.Equal(1, TimesCommitted(Id));
    }

    [Fact]
    public async Task Only_the_call_that_was_named_is_struck()
    {
        Plan.OnCall("Streams/Append", 2, Fault.DropBeforeCommit);

        Assert.True((await Client.AppendAsync(Address, Id)).IsOk);
        Assert.NotNull((await Client.AppendAsync(Address, Guid.NewGuid())).End.Broken);
        Assert.True((await Client.AppendAsync(Address, Guid.NewGuid())).IsOk);
        Assert.Equal("Streams/Append #2: Drop (0 go well, before commit)", $"{Assert.Single(Plan.Struck)}");
    }

    [Fact]
    public async Task Nothing_goes_wrong_once_the_plan_is_over()
    {
        Plan.End();

        Assert.True((await AppendAsync(Fault.DropBeforeCommit)).IsOk);
        Assert.Empty(Plan.Struck);
    }
}
