using EventSourcing.Persistence;
using EventSourcing.Persistence.Metadata;

namespace EventSourcing.Tests.Sqlite;

/// <summary>Much at once, and much in one.</summary>
public sealed class SqliteLoadTests : IDisposable
{
    private readonly TemporaryFile _file = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Appends_that_are_written_together_have_each_their_own_outcome()
    {
        await using var recorder = _file.Open();
        await recorder.AppendAsync("Dog-0", ExpectedRevision.NoStream, [Event()], Cancel);
        var other = _file.Connect();
        TemporaryFile.Execute(other, "BEGIN IMMEDIATE");

        // All wait for the lock, and are written in one transaction when it is released.
        var appends = Enumerable.Range(0, 60).Select(i => recorder.AppendAsync(
            [new($"Cat-{i}", ExpectedRevision.NoStream, [Event()]), new($"Dog-{i % 3}", ExpectedRevision.NoStream, [Event()])], Cancel)).ToList();
        await other.DisposeAsync();

        var outcomes = new List<bool>();
        foreach (var append in appends)
            outcomes.Add(await append.ContinueWith(done => done.IsCompletedSuccessfully, TaskScheduler.Default));
        Assert.Equal([1, 2], outcomes.Index().Where(one => one.Item).Select(one => one.Index));
        Assert.All(appends.Where(append => append.IsFaulted), append => Assert.Equal("Dog", Assert.IsType<WrongExpectedRevisionException>(append.Exception!.InnerException).Stream![..3]));
        Assert.Equal(["Dog-0", "Cat-1", "Dog-1", "Cat-2", "Dog-2"], await recorder.ReadAllAsync(AllRead.Forwards, Cancel).Select(recorded => recorded.Stream).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Many_readers_and_writers_of_two_recorders_see_whole_appends_in_one_order()
    {
        const int Writers = 6;
        const int Each = 25;
        await using var first = _file.Open();
        await using var second = _file.Open();
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            for (var i = 0; i < Each; i++)
                await (writer % 2 == 0 ? first : second).AppendAsync($"Dog-{writer}", ExpectedRevision.Exactly((2 * i) - 1), [Event(), Event()], Cancel);
        }));
        var reading = Task.WhenAll(Enumerable.Range(0, 6).Select(async reader =>
        {
            var reads = new List<List<RecordedEvent>>();
            while (!writing.IsCompleted)
                reads.Add(await (reader % 2 == 0 ? first : second).ReadAllAsync(AllRead.Forwards, Cancel).ToListAsync(Cancel));
            return reads;
        }));

        await writing;
        var all = await first.ReadAllAsync(AllRead.Forwards, Cancel).Select(recorded => recorded.Id).ToListAsync(Cancel);

        Assert.Equal(Writers * Each * 2, all.Count);
        Assert.All((await reading).SelectMany(reads => reads), read =>
        {
            Assert.Equal(0, read.Count % 2);
            Assert.Equal(all.Take(read.Count), read.Select(recorded => recorded.Id));
        });
    }

    [Fact]
    public async Task A_large_event_comes_back_as_it_was()
    {
        var data = new byte[16 * 1024 * 1024];
        new Random(1).NextBytes(data);
        await using var recorder = _file.Open();

        await recorder.AppendAsync("Blob", ExpectedRevision.NoStream, [new NewEvent(Guid.CreateVersion7(), "Kept", data, IsJson: false)], Cancel);

        Assert.True((await recorder.ReadStreamAsync("Blob", StreamRead.Forwards, Cancel).SingleAsync(Cancel)).Data.Span.SequenceEqual(data));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_long_read_needs_the_memory_of_a_page(bool ofLog)
    {
        const int Count = 50_000;
        const int Size = 2_000;
        await using var recorder = _file.Open();
        for (var i = 0; i < Count; i += 1_000)
            await recorder.AppendAsync("Dog", ExpectedRevision.Exactly(i - 1), [.. Enumerable.Range(0, 1_000).Select(_ => new NewEvent(Guid.CreateVersion7(), "Counted", new byte[Size]))], Cancel);

        // Counted are the events that somebody still holds; the memory of the process is also that of other tests.
        var events = new List<WeakReference>(Count);
        var most = 0;
        await foreach (var recorded in ofLog ? recorder.ReadAllAsync(AllRead.Forwards, Cancel) : recorder.ReadStreamAsync("Dog", StreamRead.Forwards, Cancel))
        {
            Assert.Equal(events.Count, recorded.Revision);
            events.Add(new WeakReference(recorded));
            if (events.Count % 10_000 == 0)
            {
                GC.Collect();
                most = Math.Max(most, events.Count(one => one.IsAlive));
            }
        }

        Assert.Equal(Count, events.Count);
        Assert.InRange(most, 1, 1_000);
    }

    [Fact]
    public async Task A_reader_that_takes_its_time_does_not_let_the_write_ahead_log_grow()
    {
        await using var recorder = _file.Open();
        await recorder.AppendAsync("Dog", ExpectedRevision.NoStream, [.. Enumerable.Range(0, 2_000).Select(_ => Event(4_000))], Cancel);
        await using var slow = recorder.ReadAllAsync(AllRead.Forwards, Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await slow.MoveNextAsync());

        for (var i = 0; i < 20; i++)
            await recorder.AppendAsync("Dog", ExpectedRevision.Any, [.. Enumerable.Range(0, 500).Select(_ => Event(4_000))], Cancel);

        var size = new FileInfo(_file.Name + "-wal").Length;
        Assert.True(size < 24_000_000, $"The log has grown to {size} bytes.");
    }

    [Fact]
    public async Task Old_snapshots_leave_the_file_and_other_events_stay()
    {
        const string Snapshots = EventFilter.SnapshotPrefix + "Dog";
        await using var recorder = _file.Open();
        foreach (var stream in new[] { Snapshots, "Dog" })
        {
            await recorder.SetStreamMetadataAsync(stream, new() { MaxCount = 2 }, ExpectedRevision.NoStream, Cancel);
            for (var i = 0; i < 5; i++)
                await recorder.AppendAsync(stream, ExpectedRevision.Any, [Event()], Cancel);
        }

        Assert.Equal([3L, 4L], await recorder.ReadStreamAsync(Snapshots, StreamRead.Forwards, Cancel).Select(recorded => recorded.Revision).ToListAsync(Cancel));
        Assert.Equal(
            ["Dog 0", "Dog 1", "Dog 2", "Dog 3", "Dog 4", "snapshot-Dog 3", "snapshot-Dog 4"],
            await recorder.ReadAllAsync(new AllRead { Filter = new EventFilter { IncludeSnapshots = true } }, Cancel).Select(recorded => $"{recorded.Stream} {recorded.Revision}").Order(StringComparer.Ordinal).ToListAsync(Cancel));

        await recorder.SetStreamMetadataAsync(Snapshots, new() { MaxCount = 100 }, ExpectedRevision.Any, Cancel);
        Assert.Equal([3L], await recorder.ReadStreamAsync(Snapshots, StreamRead.Forwards with { MaxCount = 1 }, Cancel).Select(recorded => recorded.Revision).ToListAsync(Cancel));
        Assert.Equal(3L, _file.Execute("SELECT count(*) FROM events WHERE data IS NULL"));

        await recorder.DeleteStreamAsync(Snapshots, ExpectedRevision.Any, Cancel);
        await recorder.AppendAsync(Snapshots, ExpectedRevision.NoStream, [Event()], Cancel);
        Assert.Equal([5L], await recorder.ReadStreamAsync(Snapshots, StreamRead.Forwards, Cancel).Select(recorded => recorded.Revision).ToListAsync(Cancel));
    }

    private static NewEvent Event(int size = 2) => new(Guid.CreateVersion7(), "Counted", new byte[size]);
}
