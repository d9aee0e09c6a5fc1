using EventSourcing.Persistence;

namespace EventSourcing.Projections;

/// <summary>How far the store has looked through the log without finding anything for the projection. The last checkpoint
/// but one is what can be relied on: on some servers an event at the very position of a checkpoint is skipped by who
/// resumes from it.</summary>
internal sealed class ServerCheckpoints(TimeProvider time, TimeSpan interval)
{
    private Position? _latest;
    private long _written = time.GetTimestamp();

    /// <summary>Takes a checkpoint of the store.</summary>
    /// <returns>Up to where everything is processed.</returns>
    public Position? Take(Position checkpoint)
    {
        var reliable = _latest;
        _latest = checkpoint;
        return reliable;
    }

    /// <summary>Begins again, with another subscription: what the last one said of the log lies before where that one is.</summary>
    public void Reset() => _latest = null;

    /// <summary>Whether it is time to write one down.</summary>
    public bool IsDue()
    {
        if (time.GetElapsedTime(_written) < interval)
            return false;
        _written = time.GetTimestamp();
        return true;
    }
}
