namespace EventStoreDb.Emulator;

/// <summary>Which projections a node runs.</summary>
public enum ProjectionMode
{
    /// <summary>None.</summary>
    None,

    /// <summary>The standard projections only; others can be created, but do not run.</summary>
    System,

    /// <summary>The standard ones and those that clients create.</summary>
    All,
}
