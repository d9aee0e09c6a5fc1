using System.Diagnostics.Metrics;

namespace EventSourcing.EventStoreDb.Client.Telemetry;

/// <summary>How many of something go on just now. They are counted whether somebody listens or not, so that who begins to
/// listen later is told the right number.</summary>
internal sealed class Running
{
    private int _count;

    /// <summary>Makes an instrument of it, which the meter holds and asks.</summary>
    public Running(Meter meter, string name, string unit, string description) =>
        meter.CreateObservableUpDownCounter(name, () => Volatile.Read(ref _count), unit, description);

    /// <summary>Counts one more, until what is returned is disposed of.</summary>
    public One Begin()
    {
        Interlocked.Increment(ref _count);
        return new One(this);
    }

    public readonly struct One(Running? of) : IDisposable
    {
        public void Dispose()
        {
            if (of is not null)
                Interlocked.Decrement(ref of._count);
        }
    }
}
