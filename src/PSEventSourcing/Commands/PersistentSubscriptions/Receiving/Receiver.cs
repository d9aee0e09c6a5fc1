using EventSourcing.Domain;
using EventSourcing.EventStoreDb.Client.PersistentSubscriptions;

namespace PSEventSourcing.Commands.PersistentSubscriptions.Receiving;

/// <summary>One reader of a persistent subscription, which is asked for one event after the other, and can be ended at any
/// moment without losing an answer.</summary>
internal sealed class Receiver(PersistentSubscriptionsClient client, string stream, string group) : IAsyncDisposable
{
    private readonly CancellationTokenSource _reading = new();
    private readonly long _begun = TimeProvider.System.GetTimestamp();
    private IAsyncEnumerator<PersistentSubscriptionEvent>? _events;
    private Task<bool>? _next;
    private PersistentSubscriptionEvent? _last;

    /// <summary>How many events may be with this reader at once.</summary>
    public required int BufferSize { get; init; }

    /// <summary>How long it is to last; no new event is asked for afterwards.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long it waits for one event.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>Waits for the next event.</summary>
    /// <returns><see langword="null"/> if the time is over.</returns>
    public async Task<PersistentSubscriptionEvent?> NextAsync(CancellationToken cancel)
    {
        if (Patience() is not { } patience)
            return null;
        _events ??= client.ReadAsync(stream, group, BufferSize, _reading.Token).GetAsyncEnumerator(CancellationToken.None);
        // What is waited for in vain, because of the time or a stop, is not given up: that would end the call, and the end
        // would overtake answers that are on their way.
        _next ??= _events.MoveNextAsync().AsTask();
        try
        {
            await _next.WaitAsync(patience, TimeProvider.System, cancel).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }

        _next = null;
        return _last = _events.Current;
    }

    /// <summary>Ends the reading, once the server has had the time to take the answers. What it has delivered and was not
    /// answered for goes back to the group.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_events is not null)
            await EndAsync(_events).ConfigureAwait(false);
        _reading.Dispose();
    }

    private async Task EndAsync(IAsyncEnumerator<PersistentSubscriptionEvent> events)
    {
        if (_next is { IsCompleted: false })
        {
            if (_last is not null)
                await _last.SettleAsync().ConfigureAwait(false);
            await _reading.CancelAsync().ConfigureAwait(false);
        }

        try
        {
            if (_next is not null)
                await _next.ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or EventSourcingException)
        {
            // How it ended is of no interest any more.
        }

        // Where it stands at an event, this gives the server its time.
        await events.DisposeAsync().ConfigureAwait(false);
    }

    private TimeSpan? Patience()
    {
        var left = Timeout - TimeProvider.System.GetElapsedTime(_begun);
        if (left <= TimeSpan.Zero)
            return null;
        var patience = left is { } total && (IdleTimeout is not { } idle || total < idle) ? total : IdleTimeout;
        return patience ?? System.Threading.Timeout.InfiniteTimeSpan;
    }
}
