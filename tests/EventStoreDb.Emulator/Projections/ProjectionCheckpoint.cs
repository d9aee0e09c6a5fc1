namespace EventStoreDb.Emulator.Projections;

/// <summary>All that a projection needs to go on where it was: the index of the next record of the log comes first.</summary>
internal sealed record ProjectionCheckpoint(
    int Next, Store.RecordedEvent? Seen, IReadOnlyDictionary<string, long> Revisions, string Position, string State);
