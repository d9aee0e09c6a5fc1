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

    /// <summary>A snapshot of the aggregate in a stream, as it will be stored.</summary>
    /// <param name="stream">The aggregate's stream.</param>
    /// <param name="state">The state as bytes.</param>
    /// <param name="taken">When it was taken.</param>
    /// <param name="last">The last event in it.</param>
    public static Snapshot Of(string stream, NewEvent state, DateTimeOffset taken, LastEvent last) => new(
        new RecordedEvent
        {
            Stream = StreamOf(stream),
            Revision = 0,
            Position = null,
            Id = state.Id,
            Type = state.Type,
            Created = taken,
            Data = state.Data,
            Metadata = SnapshotMetadata.Of(last, state.Metadata),
            IsJson = state.IsJson,
        },
        last);
}
