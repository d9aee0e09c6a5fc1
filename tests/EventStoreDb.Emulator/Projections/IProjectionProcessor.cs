namespace EventStoreDb.Emulator.Projections;

/// <summary>What a projection does with events.</summary>
internal interface IProjectionProcessor
{
    ProjectionSource Source { get; }

    /// <summary>How many states there are.</summary>
    int PartitionCount { get; }

    /// <summary>What is to be written because of an event; null if the event is none of its business.</summary>
    /// <exception cref="ProjectionFault">The query has failed.</exception>
    IReadOnlyList<Emission>? Process(ProjectedEvent projected);

    /// <summary>As JSON; null where there is none.</summary>
    string? State(string partition);

    string? Result(string partition);

    /// <summary>All there is to remember, for <see cref="Load"/>.</summary>
    string Save();

    void Load(string saved);
}
