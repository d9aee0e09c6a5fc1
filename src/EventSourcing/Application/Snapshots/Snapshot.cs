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
        SnapshotMetadata.Read(stored.Metadata) is { } last ? new Snapshot(stored, last) : null;
}
