using System.Collections.Concurrent;
using EventSourcing.Persistence;

namespace ClusterDrill;

/// <summary>Writers that append one event after the other, each to a stream of its own, and note what was acknowledged.</summary>
internal sealed class Writers(IRecorder recorder, string prefix)
{
    private const int Count = 8;

    private readonly ConcurrentDictionary<Guid, bool> _acknowledged = [];
    private readonly ConcurrentDictionary<string, int> _errors = [];
    private long _lastAcknowledged = TimeProvider.System.GetTimestamp();

    public ICollection<Guid> Acknowledged => _acknowledged.Keys;

    public IEnumerable<string> Errors => _errors.Select(error => $"{error.Key}: {error.Value}");

    /// <summary>The longest time in which no append of any writer was acknowledged.</summary>
    public TimeSpan LongestPause { get; private set; }

    public Task RunAsync(CancellationToken enough) => Task.WhenAll(Enumerable.Range(0, Count).Select(writer => WriteAsync($"{prefix}{writer}", enough)));

    private async Task WriteAsync(string stream, CancellationToken enough)
    {
        for (var revision = 0L; !enough.IsCancellationRequested; revision++)
        {
            var added = new NewEvent(Guid.NewGuid(), "Drilled", "{}"u8.ToArray());
            while (!await TryAppendAsync(stream, revision, added))
            {
                // The same event again, as long as it takes: its id stays, so it is written once.
            }
        }
    }

    private async Task<bool> TryAppendAsync(string stream, long revision, NewEvent added)
    {
        try
        {
            await recorder.AppendAsync(stream, ExpectedRevision.Exactly(revision - 1), [added]);
        }
        catch (PersistenceException error)
        {
            _errors.AddOrUpdate(error.GetType().Name, 1, (_, count) => count + 1);
            return false;
        }

        _acknowledged.TryAdd(added.Id, true);
        var now = TimeProvider.System.GetTimestamp();
        var pause = TimeProvider.System.GetElapsedTime(Interlocked.Exchange(ref _lastAcknowledged, now), now);
        LongestPause = pause > LongestPause ? pause : LongestPause;
        return true;
    }
}
