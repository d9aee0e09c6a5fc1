using EventSourcing.Persistence;

namespace EventSourcing.Snapshots;

/// <summary>The last event that an aggregate has taken in. While it stands in its stream as it was, the stream was neither
/// deleted nor written anew, and what follows it can be taken in on top.</summary>
internal readonly record struct LastEvent(long Revision, Guid Id)
{
    public static LastEvent Of(RecordedEvent recorded) => new(recorded.Revision, recorded.Id);
}
