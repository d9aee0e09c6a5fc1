using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Projections;

/// <summary>A projection over its whole life: started, stopped, changed, reset.</summary>
/// <param name="database">Where events come from and go to.</param>
/// <param name="definition">What it is to do.</param>
/// <param name="time">The clock.</param>
/// <param name="mayRun">Whether the node runs it when it is enabled.</param>
internal sealed class Projection(Database database, ProjectionDefinition definition, TimeProvider time, bool mayRun = true)
{
    private const string EndOfPhase = "Phase: 1 (completed)";

    private readonly Lock _gate = new();
    private readonly ProjectionWriter _writer = new(database);

    // The last one that could be made from a query. It stays when it is stopped, and also when a later query is none.
    private ProjectionRun? _run;
    private ProjectionCheckpoint? _checkpoint;
    private ProjectionState _state = ProjectionState.Stopped;
    private string _reason = "";
    private bool _isEnabled;
    private bool _isQueryBroken;

    // What was written down about the projection: how often it changed, and when it was last to begin anew.
    private long _version = -1;
    private long _epoch = -1;

    public ProjectionDefinition Definition { get; private set; } = definition;

    /// <summary>Only what was stopped or has failed may be deleted.</summary>
    public bool MayBeDeleted
    {
        get
        {
            lock (_gate)
            {
                return _state is ProjectionState.Stopped or ProjectionState.Faulted;
            }
        }
    }

    public bool IsRunning
    {
        get
        {
            lock (_gate)
            {
                return _state is ProjectionState.Running;
            }
        }
    }

    public bool HasCompleted
    {
        get
        {
            lock (_gate)
            {
                return _state is ProjectionState.Completed;
            }
        }
    }

    /// <summary>Is there for the first time.</summary>
    public void Begin(bool isEnabled)
    {
        lock (_gate)
        {
            Change(isEnabled);
            Write();
            Prepare();
        }
    }

    public void Enable()
    {
        lock (_gate)
        {
            if (_state is not ProjectionState.Running)
            {
                Change(isEnabled: true);
                Write();
                Prepare();
            }
        }
    }

    /// <param name="abort">Whether to forget what came since the last checkpoint.</param>
    public void Disable(bool abort)
    {
        lock (_gate)
        {
            Change(isEnabled: false);
            Write();
            if (_state is ProjectionState.Running)
            {
                Stop(abort);
            }
            else if (!abort && !_isQueryBroken)
            {
                (_state, _reason) = (ProjectionState.Stopped, "");
            }
        }
    }

    /// <summary>Goes back to the beginning, and on from there if it is enabled.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            Change(_isEnabled);
            (_epoch, _checkpoint) = (_version, null);
            Write();
            Prepare();
        }
    }

    public void Update(string query, bool? mayEmit)
    {
        lock (_gate)
        {
            Change(_isEnabled);
            if (_state is ProjectionState.Running)
            {
                Stop(abort: false);
            }

            // Who does not say takes it away, whatever the contract may mean by that.
            Definition = Definition with { Query = query, MayEmit = mayEmit ?? false };
            Write();
            Prepare();
        }
    }

    /// <summary>Takes in what was written since.</summary>
    public void Advance()
    {
        lock (_gate)
        {
            if (_state is not ProjectionState.Running)
            {
                return;
            }

            try
            {
                _run!.Advance();
                if (Definition.Kind != ProjectionKind.Continuous)
                {
                    _run.Stop();
                    _state = ProjectionState.Completed;
                }
            }
            catch (ProjectionFault fault)
            {
                if (_run!.EventsProcessed > 0)
                {
                    _checkpoint = _run.Checkpoint();
                }

                (_state, _reason) = (ProjectionState.Faulted, fault.Message);
            }
        }
    }

    /// <summary>As JSON; null where there is none. A projection that has stopped still knows it.</summary>
    /// <param name="partition">Empty where there are no partitions.</param>
    /// <param name="result">Whether the result is asked for, or the state behind it.</param>
    /// <param name="isQueryBroken">There is nobody to ask, because the query is none.</param>
    public string? StateOf(string partition, bool result, out bool isQueryBroken)
    {
        lock (_gate)
        {
            Advance();
            isQueryBroken = _isQueryBroken;
            return result ? _run?.ResultOf(partition) : _run?.StateOf(partition);
        }
    }

    public ProjectionStatistics Statistics()
    {
        lock (_gate)
        {
            Advance();
            return new ProjectionStatistics(
                Definition.Name,
                Definition.Kind,
                _run?.Version ?? -1,
                _run?.Epoch ?? -1,
                Status(),
                _state is ProjectionState.Faulted ? _reason : "",
                _state is ProjectionState.Completed ? EndOfPhase : _run?.Position ?? "",
                _state is ProjectionState.Completed ? EndOfPhase : _run?.LastCheckpoint ?? "",
                _run switch
                {
                    null => 0,
                    { IsStarted: false } => -1,
                    { State: ProjectionState.Faulted, EventsProcessed: 0 } => 0,
                    _ => 100,
                },
                _run?.EventsProcessed ?? 0,
                _run?.PartitionCount ?? 0,
                _run?.MillisecondsAtWork ?? 0);
        }
    }

    public void DeleteEmittedStreams() => _writer.DeleteStreams();

    /// <summary>Is there no more.</summary>
    public void End()
    {
        lock (_gate)
        {
            Change(isEnabled: false);
            Write(isEnding: true);
        }
    }

    /// <summary>The state as it is managed and, where its work is in another one, that as well.</summary>
    private string Status()
    {
        if (_run is null)
        {
            return _state.ToString();
        }

        if (_state is ProjectionState.Completed)
        {
            return "Completed/Stopped/Writing results";
        }

        var status = _run.State == _state ? _state.ToString() : $"{_state}/{_run.State}";
        return _isEnabled && _state is (ProjectionState.Stopped or ProjectionState.Faulted)
            ? $"{status} (Enabled)"
            : status;
    }

    private void Change(bool isEnabled)
    {
        _version++;
        _isEnabled = isEnabled;
    }

    /// <summary>Writes down what it is, in a stream of its own; transient ones are not.</summary>
    private void Write(bool isEnding = false)
    {
        if (Definition.Kind != ProjectionKind.Transient)
        {
            _writer.WriteDefinition(Definition, _isEnabled, _epoch, _version, isEnding);
        }
    }

    /// <summary>Makes it ready from what is written down, and starts it if it is to run.</summary>
    private void Prepare()
    {
        try
        {
            _run = new ProjectionRun(database, Definition, _writer, (_epoch, _version), _checkpoint, time);
        }
        catch (ProjectionFault fault)
        {
            (_state, _reason, _isQueryBroken) = (ProjectionState.Faulted, fault.Message, true);
            return;
        }

        (_state, _isQueryBroken) = (ProjectionState.Stopped, false);
        if (_isEnabled && mayRun)
        {
            _state = ProjectionState.Running;
            Advance();
        }
    }

    private void Stop(bool abort)
    {
        Advance();
        if (_state is not ProjectionState.Running)
        {
            return;
        }

        _run!.Stop();
        if (abort)
        {
            _state = ProjectionState.Aborted;
            return;
        }

        (_state, _checkpoint) = (ProjectionState.Stopped, _run.Checkpoint());
    }
}
