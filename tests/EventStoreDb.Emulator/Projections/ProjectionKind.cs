namespace EventStoreDb.Emulator.Projections;

/// <summary>What a projection was created for.</summary>
internal enum ProjectionKind
{
    Continuous,
    Transient,
    OneTime,
}
