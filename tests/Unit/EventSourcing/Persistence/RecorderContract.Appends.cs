using System.Text;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.Persistence;

public abstract partial class RecorderContract
{
    [Fact]
    public async Task An_append_returns_the_revision_and_position_of_its_last_event()
    {
        var first = await AppendAsync(ExpectedRevision.NoStream, Events(3));
        var second = await AppendAsync(ExpectedRevision.Exactly(2), Events(1));

        Assert.Equal(2, first.Revision);
        Assert.Equal(3, second.Revision);
        Assert.True(second.Position > first.Position);
        Assert.Equal([first.Position, second.Position], (await ReadAsync()).Where(read => read.Revision >= 2).Select(read => read.Position));
    }

    [Fact]
    public async Task An_event_comes_back_as_it_was_appended()
    {
        var data = Encoding.UTF8.GetBytes("{\"name\":\"Fidö \\u2028 犬\"}");
        var json = new NewEvent(Guid.NewGuid(), "Dog Registered é", data, "{\"$correlationId\":\"x\"}"u8.ToArray());
        var bytes = new NewEvent(Guid.NewGuid(), "Blob", new byte[] { 0, 255, 1 }, IsJson: false);
        await AppendAsync(ExpectedRevision.NoStream, json, bytes);

        var read = await ReadAsync();

        Assert.Equal([json.Id, bytes.Id], read.Select(one => one.Id));
        Assert.Equal([json.Type, bytes.Type], read.Select(one => one.Type));
        Assert.Equal([true, false], read.Select(one => one.IsJson));
        Assert.Equal(data, read[0].Data.ToArray());
        Assert.Equal(bytes.Data.ToArray(), read[1].Data.ToArray());
        Assert.Equal(json.Metadata.ToArray(), read[0].Metadata.ToArray());
        Assert.True(read[1].Metadata.IsEmpty);
        Assert.All(read, one => Assert.Equal(Stream, one.Stream));
        Assert.All(read, one => Assert.InRange(one.Created, TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddHours(1)));
    }

    [Fact]
    public async Task No_stream_any_and_stream_exists_are_demands()
    {
        await Assert.ThrowsAsync<WrongExpectedRevisionException>(() => AppendAsync(ExpectedRevision.StreamExists, Event()));
        await AppendAsync(ExpectedRevision.Any, Event());
        await AppendAsync(ExpectedRevision.StreamExists, Event());
        await Assert.ThrowsAsync<WrongExpectedRevisionException>(() => AppendAsync(ExpectedRevision.NoStream, Event()));

        Assert.Equal(2, (await ReadAsync()).Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(long.MaxValue - 1)]
    public async Task A_wrong_expected_revision_changes_nothing_and_tells_both_revisions(long expected)
    {
        await AppendAsync(ExpectedRevision.NoStream, Events(2));

        var error = await Assert.ThrowsAsync<WrongExpectedRevisionException>(() => AppendAsync(ExpectedRevision.Exactly(expected), Event()));

        Assert.Equal((Stream, ExpectedRevision.Exactly(expected), 1L), (error.Stream, error.Expected, error.Actual));
        Assert.Equal(2, (await ReadAsync()).Count);
    }

    [Fact]
    public async Task A_revision_expected_of_a_missing_stream_is_told_to_be_missing()
    {
        var error = await Assert.ThrowsAsync<WrongExpectedRevisionException>(() => AppendAsync(ExpectedRevision.Exactly(3), Event()));

        Assert.Null(error.Actual);
        Assert.Empty(await ReadAsync());
    }

    [Fact]
    public async Task Appending_the_same_ids_again_under_the_same_expectation_succeeds_and_changes_nothing()
    {
        var created = Events(2);
        var added = Events(2);
        var first = await AppendAsync(ExpectedRevision.NoStream, created);
        var second = await AppendAsync(ExpectedRevision.Exactly(1), added);

        Assert.Equal(first, await AppendAsync(ExpectedRevision.NoStream, created));
        Assert.Equal(second, await AppendAsync(ExpectedRevision.Exactly(1), added));
        Assert.Equal(second, await AppendAsync(ExpectedRevision.Any, added));
        Assert.Equal(4, (await ReadAsync()).Count);
    }

    [Fact]
    public async Task An_append_of_which_only_some_ids_are_stored_is_a_conflict()
    {
        var created = Events(2);
        await AppendAsync(ExpectedRevision.NoStream, created);

        await Assert.ThrowsAsync<WrongExpectedRevisionException>(() => AppendAsync(ExpectedRevision.NoStream, [.. created, Event()]));
        await Assert.ThrowsAsync<WrongExpectedRevisionException>(() => AppendAsync(ExpectedRevision.Any, created[1], Event()));

        Assert.Equal(created.Select(one => one.Id), (await ReadAsync()).Select(one => one.Id));
    }

    [Fact]
    public async Task An_append_without_events_checks_the_expectation_and_writes_nothing()
    {
        Assert.Equal(-1, (await AppendAsync(ExpectedRevision.NoStream)).Revision);
        Assert.Empty(await ReadAsync());
        await AppendAsync(ExpectedRevision.NoStream, Events(2));

        Assert.Equal(1, (await AppendAsync(ExpectedRevision.Exactly(1))).Revision);
        await Assert.ThrowsAsync<WrongExpectedRevisionException>(() => AppendAsync(ExpectedRevision.Exactly(0)));
        Assert.Equal(2, (await ReadAsync()).Count);
    }

    [Fact]
    public async Task Bad_events_are_refused_before_anything_is_written()
    {
        var good = Event();
        await Assert.ThrowsAsync<ArgumentException>(() => AppendAsync(ExpectedRevision.Any, good, Event(type: "")));
        await Assert.ThrowsAsync<ArgumentException>(() => AppendAsync(ExpectedRevision.Any, good, Event() with { Id = Guid.Empty }));
        await Assert.ThrowsAsync<ArgumentException>(() => AppendAsync(ExpectedRevision.Any, good, good));
        await Assert.ThrowsAsync<ArgumentException>(() => Recorder.AppendAsync("", ExpectedRevision.Any, [good], Cancel));

        Assert.Empty(await ReadAsync());
    }

    [Fact]
    public async Task Racing_appends_are_never_interleaved_and_one_wins_each_revision()
    {
        const int Writers = 8;
        const int Each = 20;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            try
            {
                return (await AppendAsync(ExpectedRevision.NoStream, Events(Each))).Revision;
            }
            catch (WrongExpectedRevisionException)
            {
                return -1;
            }
        })));
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Recorder.AppendAsync($"{Stream}-{writer}", ExpectedRevision.NoStream, Events(Each), Cancel)));

        Assert.Equal(Each - 1, Assert.Single(outcomes, revision => revision >= 0));
        var log = (await ReadAllAsync()).Select(read => read.Stream).ToList();
        Assert.Equal((Writers + 1) * Each, log.Count);
        Assert.All(log.Chunk(Each), append => Assert.Single(append.Distinct()));
    }

    [Fact]
    public async Task Appending_to_several_streams_is_all_or_nothing_or_refused_before_anything_is_written()
    {
        var (left, right) = ($"{Stream}-left", $"{Stream}-right");
        await Recorder.AppendAsync(right, ExpectedRevision.NoStream, Events(1), Cancel);

        await Assert.ThrowsAnyAsync<PersistenceException>(() => Recorder.AppendAsync(
            [new(left, ExpectedRevision.NoStream, Events(2)), new(right, ExpectedRevision.NoStream, Events(1))], Cancel));
        Assert.Empty(await ReadAsync(stream: left));

        try
        {
            var results = await Recorder.AppendAsync([new(left, ExpectedRevision.NoStream, Events(2)), new(right, ExpectedRevision.Exactly(0), Events(1))], Cancel);
            Assert.Equal([1L, 1L], results.Select(result => result.Revision));
            Assert.Equal(2, (await ReadAsync(stream: left)).Count);
        }
        catch (AtomicAppendNotSupportedException)
        {
            Assert.Empty(await ReadAsync(stream: left));
            Assert.Single(await ReadAsync(stream: right));
        }
    }

    [Fact]
    public async Task A_cancelled_append_ends_as_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Recorder.AppendAsync(Stream, ExpectedRevision.Any, Events(1), cancelled.Token));
    }

    [Fact]
    public async Task Many_appends_at_once_all_succeed()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Recorder.AppendAsync($"{Stream}-{i}", ExpectedRevision.NoStream, Events(1), Cancel)));

        Assert.Equal(200, results.Select(result => result.Position).Distinct().Count());
        Assert.Equal(200, (await ReadAllAsync()).Count);
    }
}
