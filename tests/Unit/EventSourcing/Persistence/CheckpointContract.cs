using System.Text;
using EventSourcing.Persistence;
using EventSourcing.Persistence.Checkpoints;

namespace EventSourcing.Tests.Persistence;

/// <summary>What a store promises that keeps a follower's checkpoint with the events the follower writes.</summary>
public abstract class CheckpointContract
{
    private const string Follower = "Invoicing";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_follower_that_has_processed_nothing_has_no_checkpoint()
    {
        await using var recorder = Open();

        Assert.Null(await recorder.GetCheckpointAsync(Follower, Cancel));
    }

    [Fact]
    public async Task Events_and_checkpoint_are_written_together()
    {
        await using var recorder = Open();

        var results = await recorder.AppendAsync([To("a", 2), To("b", 1)], new Checkpoint(Follower, new Position(7, 5), null), Cancel);
        await recorder.AppendAsync([], new Checkpoint(Follower, new Position(9), new Position(7, 5)), Cancel);

        Assert.Equal([1L, 0L], results.Select(result => result.Revision));
        Assert.Equal(new Position(9), await recorder.GetCheckpointAsync(Follower, Cancel));
        Assert.Null(await recorder.GetCheckpointAsync("another", Cancel));
    }

    [Fact]
    public async Task A_follower_that_is_elsewhere_writes_nothing()
    {
        await using var recorder = Open();
        await recorder.AppendAsync([], new Checkpoint(Follower, new Position(7), null), Cancel);

        var error = await Assert.ThrowsAsync<CheckpointConflictException>(() => recorder.AppendAsync([To("a", 1)], new Checkpoint(Follower, new Position(8), null), Cancel));

        Assert.Equal(new Position(7), error.Actual);
        Assert.Equal(new Position(7), await recorder.GetCheckpointAsync(Follower, Cancel));
        Assert.Empty(await recorder.ReadStreamAsync("a", StreamRead.Forwards, Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_conflict_in_one_stream_moves_no_checkpoint_and_writes_to_no_other()
    {
        await using var recorder = Open();
        await recorder.AppendAsync([To("b", 1)], Cancel);

        await Assert.ThrowsAsync<WrongExpectedRevisionException>(() => recorder.AppendAsync([To("a", 1), To("b", 1)], new Checkpoint(Follower, new Position(8), null), Cancel));

        Assert.Null(await recorder.GetCheckpointAsync(Follower, Cancel));
        Assert.Empty(await recorder.ReadStreamAsync("a", StreamRead.Forwards, Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public void A_checkpoint_moves_on_and_names_its_follower()
    {
        Assert.Throws<ArgumentException>(() => new Checkpoint(Follower, new Position(7), new Position(7)));
        Assert.Throws<ArgumentException>(() => new Checkpoint("", new Position(7), null));
    }

    protected abstract ICheckpointRecorder Open();

    private static StreamAppend To(string stream, int count) => new(
        stream, ExpectedRevision.NoStream, [.. Enumerable.Range(0, count).Select(_ => new NewEvent(Guid.NewGuid(), "Counted", Encoding.UTF8.GetBytes("{}")))]);
}
