using EventSourcing.EventStoreDb.Client.Wire;
using EventSourcing.EventStoreDb.Protos.PersistentSubscriptions;
using EventSourcing.Persistence;
using WireEvent = EventSourcing.EventStoreDb.Protos.PersistentSubscriptions.ReadResp.Types.ReadEvent.Types.RecordedEvent;

namespace EventSourcing.EventStoreDb.Client.PersistentSubscriptions;

/// <summary>Reads the events of persistent subscriptions, which the wire gives messages of their own.</summary>
internal static class GroupEvents
{
    /// <summary>A link whose target is gone is an event itself.</summary>
    public static RecordedEvent ToRecorded(ReadResp.Types.ReadEvent delivered)
    {
        if (delivered.Link is not { } link)
            return ToRecorded(delivered.Event, hasPosition: true, null);
        var followed = ToRecorded(link, hasPosition: true, null);
        // The server gives the target the link's position, which is not where the target is.
        return delivered.Event is { } target ? ToRecorded(target, hasPosition: false, followed) : followed;
    }

    private static RecordedEvent ToRecorded(WireEvent wire, bool hasPosition, RecordedEvent? link) => WireTypes.ToRecorded(
        wire.Id,
        wire.StreamIdentifier,
        wire.StreamRevision,
        hasPosition && wire.CommitPosition <= long.MaxValue ? new Position((long)wire.CommitPosition, (long)wire.PreparePosition) : null,
        wire.Metadata,
        wire.Data,
        wire.CustomMetadata,
        link);
}
