using EventSourcing.EventStoreDb.Client.Wire;
using EventSourcing.EventStoreDb.Protos;
using EventSourcing.EventStoreDb.Protos.PersistentSubscriptions;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.PersistentSubscriptions;

/// <summary>An event that a persistent subscription has delivered, and waits to hear about.</summary>
public sealed class PersistentSubscriptionEvent
{
    private readonly GroupReadCall _call;
    private readonly UUID _id;

    internal PersistentSubscriptionEvent(GroupReadCall call, ReadResp.Types.ReadEvent delivered)
    {
        _call = call;
        // Of a link that was followed, the link's: that is what the server has delivered.
        _id = (delivered.Link ?? delivered.Event).Id;
        Event = GroupEvents.ToRecorded(delivered);
        RetryCount = delivered.RetryCount;
    }

    /// <summary>The event, with the link it was found through. Only the link then has a position.</summary>
    public RecordedEvent Event { get; }

    /// <summary>How often it was delivered before.</summary>
    public int RetryCount { get; }

    /// <summary>Tells the server that the event was processed.</summary>
    /// <param name="cancel">Stops waiting for the message to be sent; it may be sent all the same.</param>
    /// <returns>Whether the server was told; the server answers nothing to it. Not if the connection over which the event came
    /// is no more: the event comes again then.</returns>
    /// <exception cref="StoreTimeoutException">The message could not be sent within the deadline.</exception>
    public Task<bool> AcknowledgeAsync(CancellationToken cancel = default) =>
        _call.SendAsync(new ReadReq { Ack = new() { Ids = { _id } } }, cancel);

    /// <summary>Tells the server that the event was not processed.</summary>
    /// <param name="action">What is to become of it.</param>
    /// <param name="reason">Why; kept with the event where it is parked.</param>
    /// <param name="cancel">Stops waiting for the message to be sent; it may be sent all the same.</param>
    /// <returns>Whether the server was told, as of <see cref="AcknowledgeAsync"/>.</returns>
    /// <exception cref="StoreTimeoutException">The message could not be sent within the deadline.</exception>
    public Task<bool> RefuseAsync(NackAction action, string reason, CancellationToken cancel = default)
    {
        if (!Enum.IsDefined(action))
            throw new ArgumentOutOfRangeException(nameof(action), action, "There is no such action.");
        return _call.SendAsync(new ReadReq { Nack = new() { Ids = { _id }, Action = (ReadReq.Types.Nack.Types.Action)action, Reason = reason } }, cancel);
    }

    /// <summary>Waits until the server has most probably taken what was acknowledged and refused over the read that has
    /// delivered the event, a second at most. For whoever is about to cancel that read, whose end overtakes what is still on
    /// the way.</summary>
    public Task SettleAsync() => _call.SettleAsync().AsTask();

    /// <summary>The event, for messages.</summary>
    public override string ToString() => Event.ToString();
}
