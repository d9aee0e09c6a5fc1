using EventSourcing.Persistence;

namespace EventSourcing.Snapshots;

/// <summary>An aggregate's state as it is stored, and the last event in it. Bytes can be shared; every caller decodes a
/// state of his own.</summary>
internal sealed record Snapshot(RecordedEvent Stored, LastEvent Last)
{
    public static string StreamOf(string stream) => EventFilter.SnapshotPrefix + stream;

    /// <summary>Reads what a snapshot says about itself.</summary>
    /// <returns><see langword="null"/> where it is none.</returns>
    public static Snapshot? Of(RecordedEvent stored) =>
        SnapshotMetadata.RevisionOf(stored.Metadata) is { } revision && Guid.TryParse(EventMetadata.Parse(stored.Metadata).CausationId, out var lastEvent)
            ? new Snapshot(stored, new LastEvent(revision, lastEvent))
            : null;
}
