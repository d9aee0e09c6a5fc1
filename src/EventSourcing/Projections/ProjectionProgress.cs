using EventSourcing.Persistence;

namespace EventSourcing.Projections;

/// <summary>How a projection stands, for those who run it, those who ask, and those who wait. Safe for many threads.</summary>
internal sealed class ProjectionProgress(string name, IProgress<ProjectionStatus>? listener)
{
    private readonly Lock _gate = new();
    private ProjectionStatus _status = new(name, ProjectionState.Stopped, null, null);
    private TaskCompletionSource _changed = NewSignal();

    public ProjectionStatus Status => Observe().Status;

    /// <summary>How it stands, and what ends when it stands otherwise.</summary>
    public (ProjectionStatus Status, Task Changed) Observe()
    {
        lock (_gate)
            return (_status, _changed.Task);
    }

    public void MoveTo(Position? processed) => Change(status => status with { Processed = processed });

    public void Enter(ProjectionState state, Exception? error = null)
    {
        if (Status.State == state && error is null)
            return;
        var status = Change(status => status with { State = state, Error = error });
        listener?.Report(status);
    }

    private ProjectionStatus Change(Func<ProjectionStatus, ProjectionStatus> change)
    {
        lock (_gate)
        {
            _status = change(_status);
            _changed.SetResult();
            _changed = NewSignal();
            return _status;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
