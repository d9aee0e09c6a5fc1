using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Projections;

/// <summary>What a projection is to do: what its query says, or, where it is a standard one, what that does.</summary>
internal sealed record ProjectionDefinition(
    string Name,
    ProjectionKind Kind,
    string Query,
    bool MayEmit,
    bool TracksStreams,
    Func<RecordedEvent, Emission?>? Standard = null)
{
    /// <exception cref="ProjectionFault">The query is none.</exception>
    public IProjectionProcessor Compile() =>
        Standard is null ? new ScriptedProjection(Name, Query, MayEmit) : new StandardProjection(Standard);
}
