using System.Diagnostics;

namespace Benchmarks.Macro;

/// <summary>How long each of many operations took. Reads count events by the thousand, because looking at the clock for each
/// would cost as much as the event.</summary>
internal sealed class Laps
{
    private const int Block = 1000;

    private readonly Lock _gate = new();
    private readonly List<long> _ticks = [];
    private long _events;
    private long _last = Stopwatch.GetTimestamp();

    /// <summary>How many events were counted.</summary>
    public long Events => _events;

    /// <summary>Counts an event of a read.</summary>
    public void Event()
    {
        if (++_events % Block != 0)
            return;
        var now = Stopwatch.GetTimestamp();
        _ticks.Add((now - _last) / Block);
        _last = now;
    }

    /// <summary>Times one operation.</summary>
    public async Task TimeAsync(Func<Task> operation)
    {
        var begin = Stopwatch.GetTimestamp();
        await operation().ConfigureAwait(false);
        lock (_gate)
            _ticks.Add(Stopwatch.GetTimestamp() - begin);
    }

    /// <summary>What a share of the operations took at most, in milliseconds.</summary>
    public double? Quantile(double share)
    {
        if (_ticks.Count == 0)
            return null;
        var sorted = _ticks.Order().ToArray();
        return Math.Round(Stopwatch.GetElapsedTime(0, sorted[(int)((sorted.Length - 1) * share)]).TotalMilliseconds, 4);
    }
}
