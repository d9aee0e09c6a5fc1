namespace EventStoreDb.Emulator.Projections;

/// <summary>How a projection stands at one moment.</summary>
internal sealed record ProjectionStatistics(
    string Name,
    ProjectionKind Kind,
    long Version,
    long Epoch,
    string Status,
    string Reason,
    string Position,
    string LastCheckpoint,
    float Progress,
    long EventsProcessed,
    int PartitionsCached,
    long MillisecondsAtWork);
