namespace EventSourcing.Tests.Persistence.Model.Races;

/// <summary>What a client of a race does next, knowing only what it was told before.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Stream">To which stream.</param>
/// <param name="Count">With how many events.</param>
internal sealed record Move(MoveKind Kind, string Stream, int Count);

internal enum MoveKind
{
    /// <summary>Appends at the revision it was last told.</summary>
    AppendAsKnown,
    AppendToNoStream,
    AppendAnyhow,

    /// <summary>Appends events that others append too, as who was not told whether the first try came through.</summary>
    AppendShared,

    /// <summary>Makes its last append again.</summary>
    Repeat,
    Delete,
    ReadStream,
    ReadBackwards,
    ReadAll,
}
