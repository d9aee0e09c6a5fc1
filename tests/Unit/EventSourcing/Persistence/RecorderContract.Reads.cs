using EventSourcing.Persistence;

namespace EventSourcing.Tests.Persistence;

public abstract partial class RecorderContract
{
    [Theory]
    [InlineData(ReadDirection.Forwards, null, long.MaxValue, "0 1 2 3 4")]
    [InlineData(ReadDirection.Forwards, 0L, 2L, "0 1")]
    [InlineData(ReadDirection.Forwards, 3L, long.MaxValue, "3 4")]
    [InlineData(ReadDirection.Forwards, 5L, long.MaxValue, "")]
    [InlineData(ReadDirection.Forwards, 100L, 3L, "")]
    [InlineData(ReadDirection.Forwards, long.MaxValue, 1L, "")]
    [InlineData(ReadDirection.Forwards, null, 0L, "")]
    [InlineData(ReadDirection.Backwards, null, long.MaxValue, "4 3 2 1 0")]
    [InlineData(ReadDirection.Backwards, null, 2L, "4 3")]
    [InlineData(ReadDirection.Backwards, 2L, long.MaxValue, "2 1 0")]
    [InlineData(ReadDirection.Backwards, 0L, long.MaxValue, "0")]
    [InlineData(ReadDirection.Backwards, 100L, 2L, "4 3")]
    [InlineData(ReadDirection.Backwards, long.MaxValue, 1L, "4")]
    [InlineData(ReadDirection.Backwards, 2L, 0L, "")]
    public async Task A_stream_is_read_both_ways_from_anywhere_with_a_count(ReadDirection direction, long? from, long count, string revisions)
    {
        await AppendAsync(ExpectedRevision.NoStream, Events(5));

        var read = await ReadAsync(new StreamRead { Direction = direction, From = from, MaxCount = count });

        Assert.Equal(revisions, string.Join(' ', read.Select(one => one.Revision)));
    }

    [Theory]
    [InlineData(ReadDirection.Forwards)]
    [InlineData(ReadDirection.Backwards)]
    public async Task A_missing_stream_is_empty_or_an_error_as_the_caller_chose(ReadDirection direction)
    {
        Assert.Empty(await ReadAsync(new StreamRead { Direction = direction }));

        var error = await Assert.ThrowsAsync<StreamNotFoundException>(async () => await ReadAsync(new StreamRead { Direction = direction, MustExist = true }));
        Assert.Equal(Stream, error.Stream);
        await Assert.ThrowsAsync<StreamNotFoundException>(async () => await ReadAsync(new StreamRead { MustExist = true, MaxCount = 0 }));
    }

    [Fact]
    public async Task Streams_do_not_see_each_others_events()
    {
        await AppendAsync(ExpectedRevision.NoStream, Events(2));
        await Recorder.AppendAsync(Stream + "-other", ExpectedRevision.NoStream, Events(3), Cancel);

        Assert.Equal(2, (await ReadAsync()).Count);
    }

    [Fact]
    public async Task A_long_stream_is_read_whole_and_in_order()
    {
        const int Count = 1_500;
        await AppendAsync(ExpectedRevision.NoStream, Events(Count));

        Assert.Equal(Enumerable.Range(0, Count).Select(i => (long)i), (await ReadAsync()).Select(read => read.Revision));
        Assert.Equal(Enumerable.Range(0, Count).Reverse().Select(i => (long)i), (await ReadAsync(StreamRead.Backwards)).Select(read => read.Revision));
    }

    [Fact]
    public async Task A_read_can_be_left_early()
    {
        await AppendAsync(ExpectedRevision.NoStream, Events(500));

        await foreach (var read in Recorder.ReadStreamAsync(Stream, StreamRead.Forwards, Cancel))
            if (read.Revision == 10)
                break;

        Assert.Equal(499, (await ReadAsync(StreamRead.Backwards with { MaxCount = 1 }))[0].Revision);
    }

    [Fact]
    public async Task A_read_ends_as_cancelled_when_it_is_cancelled_on_the_way()
    {
        await AppendAsync(ExpectedRevision.NoStream, Events(500));
        using var cancelled = new CancellationTokenSource();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var read in Recorder.ReadStreamAsync(Stream, StreamRead.Forwards, cancelled.Token))
                await cancelled.CancelAsync();
        });
        Assert.Equal(cancelled.Token, error.CancellationToken);
    }

    [Fact]
    public async Task Numbers_below_zero_are_refused()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await ReadAsync(new StreamRead { From = -1 }));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await ReadAsync(new StreamRead { MaxCount = -1 }));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await ReadAllAsync(new AllRead { MaxCount = -1 }));
    }

    [Fact]
    public async Task The_log_holds_all_streams_in_the_order_of_their_positions()
    {
        await AppendAsync(ExpectedRevision.NoStream, Events(2));
        await Recorder.AppendAsync(Stream + "-other", ExpectedRevision.NoStream, Events(1), Cancel);
        await AppendAsync(ExpectedRevision.Exactly(1), Events(1));

        var forwards = await ReadAllAsync();

        Assert.Equal([Stream, Stream, Stream + "-other", Stream], forwards.Select(read => read.Stream));
        Assert.Equal(forwards.Select(read => read.Position).Order(), forwards.Select(read => read.Position));
        Assert.Equal(forwards.Select(read => read.Id).Reverse(), (await ReadAllAsync(AllRead.Backwards)).Select(read => read.Id));
    }

    [Fact]
    public async Task The_log_is_read_from_a_position_inclusively_forwards_and_exclusively_backwards()
    {
        await AppendAsync(ExpectedRevision.NoStream, Events(4));
        var second = (await ReadAllAsync())[1].Position;

        Assert.Equal([1L, 2L, 3L], (await ReadAllAsync(AllRead.Forwards with { From = second })).Select(read => read.Revision));
        Assert.Equal([1L, 2L], (await ReadAllAsync(AllRead.Forwards with { From = second, MaxCount = 2 })).Select(read => read.Revision));
        Assert.Equal([0L], (await ReadAllAsync(AllRead.Backwards with { From = second })).Select(read => read.Revision));
    }

    [Fact]
    public async Task Beyond_its_ends_the_log_is_empty()
    {
        await AppendAsync(ExpectedRevision.NoStream, Events(1));

        Assert.Empty(await ReadAllAsync(AllRead.Forwards with { From = Position.End }));
        Assert.Empty(await ReadAllAsync(AllRead.Backwards with { From = Position.Start }));
        Assert.Single(await ReadAllAsync(AllRead.Forwards with { From = Position.Start }));
        Assert.Single(await ReadAllAsync(AllRead.Backwards with { From = Position.End }));
        Assert.Empty(await ReadAllAsync(AllRead.Forwards with { MaxCount = 0 }));
    }

    [Fact]
    public async Task Events_of_the_log_are_chosen_by_stream_and_by_type()
    {
        await AppendAsync(ExpectedRevision.NoStream, Event("Dog.Registered"), Event("Dog.TrickAdded"), Event("Cat.Registered"), Event("Dog+Registered"));
        await Recorder.AppendAsync(Stream + "-other", ExpectedRevision.NoStream, [Event("Dog.Registered")], Cancel);

        Assert.Equal(["Dog.Registered", "Dog.Registered"], await TypesAsync(new EventFilter { Types = ["Dog.Registered"] }));
        Assert.Equal(["Dog.Registered", "Cat.Registered", "Dog.Registered"], await TypesAsync(new EventFilter { Types = ["Dog.Registered", "Cat.Registered", "none"] }));
        Assert.Equal(["Dog.Registered", "Dog.TrickAdded", "Dog.Registered"], await TypesAsync(new EventFilter { TypePrefixes = ["Dog."] }));
        Assert.Equal(["Dog.Registered", "Cat.Registered", "Dog+Registered", "Dog.Registered"], await TypesAsync(new EventFilter { TypePattern = "tered$" }));
        Assert.Equal(["Dog.Registered"], await TypesAsync(new EventFilter { StreamPattern = "other$", Types = ["Dog.Registered"] }));
        Assert.Empty(await TypesAsync(new EventFilter { Types = ["Dog"] }));
        Assert.Equal(["Dog.Registered"], (await ReadAllAsync(new AllRead { MaxCount = 1, Filter = new EventFilter { TypePrefixes = ["Dog"] } })).Select(read => read.Type));

        async Task<IEnumerable<string>> TypesAsync(EventFilter filter) => (await ReadAllAsync(new AllRead { Filter = filter })).Select(read => read.Type);
    }

    [Fact]
    public async Task A_pattern_that_is_none_is_refused() =>
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await ReadAllAsync(new AllRead { Filter = new EventFilter { TypePattern = "(" } }));

    [Fact]
    public async Task Snapshots_and_system_events_stay_out_of_the_log_unless_asked_for()
    {
        var snapshots = EventFilter.SnapshotPrefix + Stream;
        await AppendAsync(ExpectedRevision.NoStream, Event("Taken.Snapshot"));
        await Recorder.AppendAsync(snapshots, ExpectedRevision.NoStream, [Event("State")], Cancel);

        Assert.Equal(["Taken.Snapshot"], await TypesAsync(EventFilter.None));
        Assert.Equal(["Taken.Snapshot", "State"], await TypesAsync(new EventFilter { IncludeSnapshots = true }));
        Assert.Equal(["Taken.Snapshot", "State"], await TypesAsync(new EventFilter { IncludeSnapshots = true, IncludeSystem = true }));

        async Task<IEnumerable<string>> TypesAsync(EventFilter filter) =>
            (await Recorder.ReadAllAsync(new AllRead { Filter = filter with { StreamPattern = Stream } }, Cancel).ToListAsync(Cancel))
                .Where(read => !read.Stream.StartsWith('$')).Select(read => read.Type);
    }
}
