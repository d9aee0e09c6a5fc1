using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Projections;

/// <summary>An event as a projection sees it.</summary>
/// <param name="Event">The event itself, or what a link points to.</param>
/// <param name="Source">As it lies in the stream that is read: the event, or the link.</param>
internal sealed record ProjectedEvent(RecordedEvent Event, RecordedEvent Source)
{
    public bool IsLinked => Event != Source;
}
