using EventSourcing.EventStoreDb.Protos.Streams;

namespace EventSourcing.EventStoreDb.Client.Appends;

/// <summary>An append on its way through a BatchAppend call.</summary>
internal sealed class PendingAppend(Guid correlationId, IReadOnlyList<BatchAppendReq> chunks)
{
    private const int Queued = 0;
    private const int Sent = 1;
    private const int Abandoned = 2;

    private readonly TaskCompletionSource<BatchAppendResp?> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state = Queued;

    public Guid CorrelationId => correlationId;

    public IReadOnlyList<BatchAppendReq> Chunks => chunks;

    /// <summary>The server's answer; <see langword="null"/>: the call ended before anything of this append was sent.</summary>
    public Task<BatchAppendResp?> Answer => _answered.Task;

    /// <summary>Whether it is now to be sent; not if its caller has given up.</summary>
    public bool TrySend() => Interlocked.CompareExchange(ref _state, Sent, Queued) == Queued;

    /// <summary>Whether it can still be kept from being sent.</summary>
    public bool TryAbandon() => Interlocked.CompareExchange(ref _state, Abandoned, Queued) == Queued;

    public void Complete(BatchAppendResp? answer) => _answered.TrySetResult(answer);

    public void Fail(Exception error) => _answered.TrySetException(error);
}
