using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Channels;

/// <summary>Ends a call when its caller gives up, or when its time is over. Measured by the client's own clock, because
/// a server that is stuck does not look at its.</summary>
internal sealed class CallDeadline : IDisposable
{
    private readonly CancellationTokenSource _ended;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenRegistration _cancelled;

    public CallDeadline(TimeSpan limit, TimeProvider time, CancellationToken caller)
    {
        Limit = limit;
        _caller = caller;
        _ended = new CancellationTokenSource(limit, time);
        _cancelled = caller.UnsafeRegister(static ended => ((CancellationTokenSource)ended!).Cancel(), _ended);
    }

    public TimeSpan Limit { get; }

    public CancellationToken Token => _ended.Token;

    /// <summary>Whether the time is over.</summary>
    public bool IsOver => _ended.IsCancellationRequested && !_caller.IsCancellationRequested;

    /// <summary>Raises what a call ends with that this token has ended: that its time is over, or that it was cancelled.</summary>
    public void ThrowIfEnded(CallDescription call, Exception cause)
    {
        _caller.ThrowIfCancellationRequested();
        if (_ended.IsCancellationRequested)
            throw RpcErrors.TimedOut(call, Limit, cause);
    }

    /// <summary>What a call ends with that this token has ended between its attempts: that its time is over, or that it was
    /// cancelled.</summary>
    public Exception Ended(PersistenceException timedOut, OperationCanceledException ended) =>
        IsOver ? timedOut : new OperationCanceledException(ended.Message, ended, _caller);

    public void Dispose()
    {
        _cancelled.Dispose();
        _ended.Dispose();
    }
}
