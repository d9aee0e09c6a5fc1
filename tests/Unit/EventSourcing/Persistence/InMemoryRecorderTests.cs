using EventSourcing.Persistence;
using EventSourcing.Persistence.InMemory;
using EventSourcing.Persistence.Metadata;
using Microsoft.Extensions.Time.Testing;

namespace EventSourcing.Tests.Persistence;

public sealed class InMemoryRecorderTests : RecorderContract
{
    [Fact]
    public async Task Events_are_written_at_the_time_of_the_given_clock()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using var recorder = new InMemoryRecorder(clock);
        await recorder.AppendAsync("s", ExpectedRevision.NoStream, Events(1), Cancel);

        Assert.Equal(clock.GetUtcNow(), (await recorder.ReadStreamAsync("s", StreamRead.Forwards, Cancel).FirstAsync(Cancel)).Created);
    }

    [Fact]
    public async Task The_bytes_are_the_stores_own()
    {
        var data = "{\"n\":1}"u8.ToArray();
        await AppendAsync(ExpectedRevision.NoStream, new NewEvent(Guid.NewGuid(), "Counted", data));
        data[2] = (byte)'x';

        Assert.Equal("{\"n\":1}"u8.ToArray(), (await ReadAsync())[0].Data.ToArray());
    }

    [Fact]
    public async Task Events_too_old_are_not_served()
    {
        var clock = new FakeTimeProvider();
        await using var recorder = new InMemoryRecorder(clock);
        await recorder.AppendAsync("s", ExpectedRevision.NoStream, Events(1), Cancel);
        clock.Advance(TimeSpan.FromSeconds(6));
        await recorder.AppendAsync("s", ExpectedRevision.Exactly(0), Events(1), Cancel);
        await recorder.SetStreamMetadataAsync("s", new() { MaxAge = TimeSpan.FromSeconds(10) }, ExpectedRevision.NoStream, Cancel);

        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal([1L], await recorder.ReadStreamAsync("s", StreamRead.Forwards, Cancel).Select(read => read.Revision).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_closed_store_says_so()
    {
        await Recorder.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => AppendAsync(ExpectedRevision.Any, Event()));
    }

    protected override ValueTask<IRecorder> OpenAsync() => new(new InMemoryRecorder());
}
