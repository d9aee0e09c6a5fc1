using Microsoft.Extensions.Time.Testing;

namespace EventSourcing.Tests.EventStoreDb.Resilience;

/// <summary>A clock on which every pause is over as soon as it has begun, and has lasted as long as it should. Whatever is
/// longer than a pause comes when so many pauses have passed.</summary>
internal sealed class PausesPass(TimeSpan longestPause) : FakeTimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<TimeSpan> _pauses = [];
    private readonly List<(DateTimeOffset At, TaskCompletionSource Reached)> _awaited = [];

    /// <summary>The pauses so far.</summary>
    public IReadOnlyList<TimeSpan> Pauses
    {
        get
        {
            lock (_gate)
                return [.. _pauses];
        }
    }

    /// <summary>Waits until pauses alone have moved the clock on by so much.</summary>
    public Task PassedAsync(TimeSpan time)
    {
        lock (_gate)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((GetUtcNow() + time, reached));
            return reached.Task;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime <= longestPause)
        {
            // Not from here: whoever pauses is not done with beginning to.
            ThreadPool.QueueUserWorkItem(_ => Pass(dueTime));
        }

        return timer;
    }

    private void Pass(TimeSpan pause)
    {
        lock (_gate)
            _pauses.Add(pause);
        Advance(pause);
        lock (_gate)
        {
            foreach (var (_, reached) in _awaited.Where(awaited => awaited.At <= GetUtcNow()))
                reached.TrySetResult();
        }
    }
}
