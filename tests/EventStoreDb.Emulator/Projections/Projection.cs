using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Projections;

/// <summary>A projection over its whole life: started, stopped, changed, reset.</summary>
internal sealed class Projection(Database database, ProjectionDefinition definition, TimeProvider time)
{
    public const string Stopped = "Stopped";
    public const string Running = "Running";
    public const string Faulted = "Faulted";

    private readonly Lock _gate = new();
    private readonly ProjectionWriter _writer = new(database);
    private ProjectionRun? _run;
    private string? _lastPosition;
    private ProjectionCheckpoint? _checkpoint;
    private string _status = Stopped;
    private string _reason = "";
    private string _noPosition = "";
    private long _processed;

    // What was written down about the projection, and which of these versions was started last.
    private long _version;
    private long _startedVersion;
    private long _epoch = -1;

    public ProjectionDefinition Definition { get; private set; } = definition;

    /// <summary>Only what is at rest may be deleted.</summary>
    public bool MayBeDeleted
    {
        get
        {
            lock (_gate)
            {
                return _status is Stopped or Faulted;
            }
        }
    }

    /// <summary>Starts for the first time.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            Start();
        }
    }

    public void Enable()
    {
        lock (_gate)
        {
            if (_status is not Running)
            {
                _version++;
                Start();
            }
        }
    }

    /// <param name="abort">Whether to forget what came since the last checkpoint.</param>
    public void Disable(bool abort)
    {
        lock (_gate)
        {
            if (_run is null)
            {
                return;
            }

            _version++;
            Stop(abort);
        }
    }

    /// <summary>Goes back to the beginning, and on from there if it was running.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _epoch = ++_version;
            var wasRunning = _run is not null;
            (_run, _checkpoint, _lastPosition) = (null, null, null);
            if (wasRunning)
            {
                Start();
            }
            else
            {
                _status = Stopped;
            }
        }
    }

    public void Update(string query, bool? mayEmit)
    {
        lock (_gate)
        {
            _version++;
            var wasRunning = _run is not null;
            if (wasRunning)
            {
                Stop(abort: false);
            }

            Definition = Definition with { Query = query, MayEmit = mayEmit ?? Definition.MayEmit };
            if (wasRunning)
            {
                Start();
            }
        }
    }

    /// <summary>Takes in what was written since.</summary>
    public void Advance()
    {
        lock (_gate)
        {
            if (_run is null)
            {
                return;
            }

            try
            {
                _run.Advance();
            }
            catch (ProjectionFault fault)
            {
                Fail(fault);
            }
        }
    }

    /// <summary>As JSON; null where there is none.</summary>
    /// <param name="partition">Empty where there are no partitions.</param>
    /// <param name="result">Whether the result is asked for, or the state behind it.</param>
    /// <param name="neverRan">The projection failed before there could be any.</param>
    public string? StateOf(string partition, bool result, out bool neverRan)
    {
        lock (_gate)
        {
            Advance();
            neverRan = _status is Faulted && _lastPosition is null;
            return result ? _run?.Processor.Result(partition) : _run?.Processor.State(partition);
        }
    }

    public ProjectionStatistics Statistics()
    {
        lock (_gate)
        {
            Advance();
            var position = _run?.Position ?? _lastPosition ?? "";
            return new ProjectionStatistics(
                Definition.Name,
                Definition.Kind,
                _startedVersion,
                _epoch,
                _status,
                _reason,
                position,
                _checkpoint?.Position ?? _noPosition,
                _status is Running or Stopped ? 100 : -1,
                _processed + (_run?.EventsProcessed ?? 0),
                _run?.Processor.PartitionCount ?? 1,
                _run?.MillisecondsAtWork ?? 0);
        }
    }

    public void DeleteEmittedStreams() => _writer.DeleteStreams();

    private void Start()
    {
        (_startedVersion, _reason, _processed) = (_version, "", 0);
        try
        {
            _run = new ProjectionRun(database, Definition, _writer.For(Definition, _epoch, _version), _checkpoint, time);
            _noPosition = _run.NoPosition;
            _status = Running;
            _run.Advance();
        }
        catch (ProjectionFault fault)
        {
            Fail(fault);
        }
    }

    private void Stop(bool abort)
    {
        Advance();
        if (_run is null)
        {
            return;
        }

        if (!abort)
        {
            _checkpoint = _run.Checkpoint();
        }

        (_lastPosition, _processed) = (_run.Position, _run.EventsProcessed);
        _status = abort ? "Aborted/Stopped" : Stopped;
        _run = null;
    }

    private void Fail(ProjectionFault fault)
    {
        (_status, _reason) = (Faulted, fault.Message);
        _lastPosition = _run?.Position ?? _lastPosition;
        _processed = _run?.EventsProcessed ?? 0;
        _run = null;
    }
}
