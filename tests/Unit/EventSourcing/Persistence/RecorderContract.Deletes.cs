using EventSourcing.Persistence;

namespace EventSourcing.Tests.Persistence;

public abstract partial class RecorderContract
{
    [Fact]
    public async Task A_soft_deleted_stream_reads_as_missing_and_goes_on_counting_when_written_again()
    {
        await AppendAsync(ExpectedRevision.NoStream, Events(3));
        await Recorder.DeleteStreamAsync(Stream, ExpectedRevision.Exactly(2), Cancel);

        Assert.Empty(await ReadAsync());
        await Assert.ThrowsAsync<StreamNotFoundException>(async () => await ReadAsync(new StreamRead { MustExist = true }));
        await Assert.ThrowsAsync<StreamDeletedException>(() => AppendAsync(ExpectedRevision.StreamExists, Event()));

        Assert.Equal(4, (await AppendAsync(ExpectedRevision.NoStream, Events(2))).Revision);
        Assert.Equal([3L, 4L], (await ReadAsync()).Select(read => read.Revision));
        Assert.Equal([4L, 3L], (await ReadAsync(StreamRead.Backwards)).Select(read => read.Revision));
    }

    [Fact]
    public async Task A_repeat_of_events_that_are_deleted_by_now_is_recognised_and_tells_no_position()
    {
        var events = Events(2);
        var first = await AppendAsync(ExpectedRevision.NoStream, events);
        await Recorder.DeleteStreamAsync(Stream, ExpectedRevision.Any, Cancel);

        Assert.Equal(first with { Position = null }, await AppendAsync(ExpectedRevision.NoStream, events));
        await AppendAsync(ExpectedRevision.Any, Event());
        Assert.Equal(first with { Position = null }, await AppendAsync(ExpectedRevision.NoStream, events));
        Assert.Equal([2L], (await ReadAsync()).Select(read => read.Revision));
    }

    [Fact]
    public async Task A_soft_deleted_stream_that_is_expected_to_exist_is_not_deleted_again()
    {
        await AppendAsync(ExpectedRevision.NoStream, Events(1));
        await Recorder.DeleteStreamAsync(Stream, ExpectedRevision.StreamExists, Cancel);

        await Assert.ThrowsAsync<StreamDeletedException>(() => Recorder.DeleteStreamAsync(Stream, ExpectedRevision.StreamExists, Cancel));
        await Assert.ThrowsAsync<StreamDeletedException>(() => Recorder.TombstoneStreamAsync(Stream, ExpectedRevision.StreamExists, Cancel));
        await Recorder.DeleteStreamAsync(Stream, ExpectedRevision.NoStream, Cancel);
        await Recorder.TombstoneStreamAsync(Stream, ExpectedRevision.Exactly(0), Cancel);
    }

    [Fact]
    public async Task A_tombstoned_stream_is_gone_for_ever()
    {
        await AppendAsync(ExpectedRevision.NoStream, Events(3));
        await Recorder.TombstoneStreamAsync(Stream, ExpectedRevision.Any, Cancel);

        Assert.Equal(Stream, (await Assert.ThrowsAsync<StreamDeletedException>(async () => await ReadAsync())).Stream);
        await Assert.ThrowsAsync<StreamDeletedException>(async () => await ReadAsync(StreamRead.Backwards with { MaxCount = 1 }));
        await Assert.ThrowsAsync<StreamDeletedException>(() => AppendAsync(ExpectedRevision.Any, Event()));
        await Assert.ThrowsAsync<StreamDeletedException>(() => AppendAsync(ExpectedRevision.NoStream, Event()));
        await Assert.ThrowsAsync<StreamDeletedException>(() => Recorder.DeleteStreamAsync(Stream, ExpectedRevision.Any, Cancel));
        await Assert.ThrowsAsync<StreamDeletedException>(() => Recorder.TombstoneStreamAsync(Stream, ExpectedRevision.Any, Cancel));
    }

    [Fact]
    public async Task Deleting_demands_the_expected_revision()
    {
        await AppendAsync(ExpectedRevision.NoStream, Events(3));

        var delete = await Assert.ThrowsAsync<WrongExpectedRevisionException>(() => Recorder.DeleteStreamAsync(Stream, ExpectedRevision.Exactly(1), Cancel));
        var tombstone = await Assert.ThrowsAsync<WrongExpectedRevisionException>(() => Recorder.TombstoneStreamAsync(Stream, ExpectedRevision.NoStream, Cancel));

        Assert.Equal((2L, ExpectedRevision.Exactly(1)), (delete.Actual, delete.Expected));
        Assert.Equal((2L, ExpectedRevision.NoStream), (tombstone.Actual, tombstone.Expected));
        Assert.Equal(3, (await ReadAsync()).Count);
    }

    [Fact]
    public async Task A_missing_stream_cannot_be_deleted_but_tombstoned()
    {
        var error = await Assert.ThrowsAsync<WrongExpectedRevisionException>(() => Recorder.DeleteStreamAsync(Stream, ExpectedRevision.Any, Cancel));
        Assert.Null(error.Actual);

        await Recorder.TombstoneStreamAsync(Stream, ExpectedRevision.NoStream, Cancel);
        await Assert.ThrowsAsync<StreamDeletedException>(() => AppendAsync(ExpectedRevision.Any, Event()));
    }
}
