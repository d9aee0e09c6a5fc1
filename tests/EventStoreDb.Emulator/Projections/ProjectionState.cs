namespace EventStoreDb.Emulator.Projections;

/// <summary>What a projection, or its work, is doing. The names are those on the wire.</summary>
internal enum ProjectionState
{
    /// <summary>Nothing.</summary>
    Stopped,

    /// <summary>It takes in events.</summary>
    Running,

    /// <summary>Nothing, and what came since the last checkpoint is forgotten.</summary>
    Aborted,

    /// <summary>Nothing, because it was to run once, and has.</summary>
    Completed,

    /// <summary>Nothing, because its query is none or has failed.</summary>
    Faulted,
}
