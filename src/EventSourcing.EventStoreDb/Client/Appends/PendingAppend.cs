namespace EventSourcing.EventStoreDb.Client.Appends;

/// <summary>An append on its way through a BatchAppend call.</summary>
internal sealed class PendingAppend(Guid correlationId, IReadOnlyList<AppendRequest> chunks)
{
    private const int Queued = 0;
    private const int Sent = 1;
    private const int Abandoned = 2;

    private readonly TaskCompletionSource<AppendAnswer?> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state = Queued;

    public Guid CorrelationId => correlationId;

    public IReadOnlyList<AppendRequest> Chunks => chunks;

    /// <summary>The server's answer; <see langword="null"/>: the call ended before anything of this append was sent.</summary>
    public Task<AppendAnswer?> Answer => _answered.Task;

    /// <summary>Ends the waiting for the answer with a token.</summary>
    public CancellationTokenRegistration CancelWith(CancellationToken cancel) =>
        cancel.UnsafeRegister(static (append, ended) => ((PendingAppend)append!)._answered.TrySetCanceled(ended), this);

    /// <summary>Whether it is now to be sent; not if its caller has given up.</summary>
    public bool TrySend() => Interlocked.CompareExchange(ref _state, Sent, Queued) == Queued;

    /// <summary>Keeps it from being sent, if it has not been.</summary>
    public void Abandon() => Interlocked.CompareExchange(ref _state, Abandoned, Queued);

    /// <summary>Whether anything of it may have left.</summary>
    public bool WasSent => Volatile.Read(ref _state) == Sent;

    public void Complete(AppendAnswer? answer) => _answered.TrySetResult(answer);

    public void Fail(Exception error) => _answered.TrySetException(error);
}
