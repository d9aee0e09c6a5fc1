using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Channels;

/// <summary>Ends a call when its caller gives up, or when its time is over. Measured by the client's own clock, because
/// a server that is stuck does not look at its.</summary>
internal sealed class CallDeadline : IDisposable
{
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _linked;
    private readonly CancellationToken _caller;

    public CallDeadline(TimeSpan limit, TimeProvider time, CancellationToken caller)
    {
        Limit = limit;
        _caller = caller;
        _timer = new CancellationTokenSource(limit, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(caller, _timer.Token);
    }

    public TimeSpan Limit { get; }

    public CancellationToken Token => _linked.Token;

    /// <summary>Whether the time is over.</summary>
    public bool IsOver => _timer.IsCancellationRequested;

    /// <summary>Raises what a call ends with that this token has ended: that its time is over, or that it was cancelled.</summary>
    public void ThrowIfEnded(CallDescription call, Exception cause)
    {
        _caller.ThrowIfCancellationRequested();
        if (_timer.IsCancellationRequested)
            throw RpcErrors.TimedOut(call, Limit, cause);
    }

    /// <summary>What a call ends with that this token has ended between its attempts: that its time is over, or that it was
    /// cancelled.</summary>
    public Exception Ended(PersistenceException timedOut, OperationCanceledException ended) =>
        !_caller.IsCancellationRequested && _timer.IsCancellationRequested ? timedOut : new OperationCanceledException(ended.Message, ended, _caller);

    public void Dispose()
    {
        _linked.Dispose();
        _timer.Dispose();
    }
}
