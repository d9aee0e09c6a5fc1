using Benchmarks.Macro;
using EventSourcing.Persistence;

namespace Benchmarks.Peers;

/// <summary>The library.</summary>
internal sealed class RecorderPeer(IRecorder recorder) : IPeer
{
    private static readonly EventFilter Everything = new() { IncludeSystem = true, IncludeSnapshots = true };

    public Task AppendAsync(string stream, long last, NewEvent[] events) =>
        recorder.AppendAsync(stream, last < 0 ? ExpectedRevision.NoStream : ExpectedRevision.Exactly(last), events);

    public async Task ReadStreamAsync(string stream, bool backwards, int count, Laps laps)
    {
        await foreach (var _ in recorder.ReadStreamAsync(stream, (backwards ? StreamRead.Backwards : StreamRead.Forwards) with { MaxCount = count }).ConfigureAwait(false))
            laps.Event();
    }

    public async Task ReadAllAsync(int count, Laps laps)
    {
        await foreach (var _ in recorder.ReadAllAsync(new AllRead { MaxCount = count, Filter = Everything }).ConfigureAwait(false))
            laps.Event();
    }

    public async Task SubscribeAsync(string typePrefix, Position after, int count, Laps laps)
    {
        var subscription = new AllSubscription { After = after, Filter = new EventFilter { TypePrefixes = [typePrefix] } };
        await foreach (var message in recorder.SubscribeAllAsync(subscription).ConfigureAwait(false))
        {
            if (!message.IsEvent)
                continue;
            laps.Event();
            if (laps.Events == count)
                return;
        }
    }

    public ValueTask DisposeAsync() => recorder.DisposeAsync();
}
