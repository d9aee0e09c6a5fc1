namespace EventStoreDb.Emulator.Services;

/// <summary>The scavenges of a node, one at a time. There is nothing to clean up; on disk it takes a moment all the same.</summary>
internal sealed class Scavenges(EmulatorOptions options)
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private Guid? _running;
    private DateTimeOffset _endsAt;

    /// <summary>The id of the one that runs; null when none does. In memory, the first one never ends and has none.</summary>
    public Guid? Running
    {
        get
        {
            lock (_gate)
            {
                return _running is { } id && (!options.OnDisk || options.TimeProvider.GetUtcNow() < _endsAt) ? id : null;
            }
        }
    }

    /// <summary>Starts one unless one runs.</summary>
    public (Guid Id, bool IsStarted) Start()
    {
        lock (_gate)
        {
            if (Running is { } running)
            {
                return (running, false);
            }

            var id = options.OnDisk ? Guid.NewGuid() : Guid.Empty;
            (_running, _endsAt) = (id, options.TimeProvider.GetUtcNow() + Moment);
            return (id, true);
        }
    }

    /// <summary>Stops the one that runs, if it is the one that is meant.</summary>
    public bool TryStop(string id, out Guid stopped)
    {
        lock (_gate)
        {
            stopped = Running ?? Guid.Empty;
            if (!options.OnDisk || stopped == Guid.Empty || (id is not "current" && !(Guid.TryParse(id, out var meant) && meant == stopped)))
            {
                return false;
            }

            _running = null;
            return true;
        }
    }
}
