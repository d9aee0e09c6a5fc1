namespace EventSourcing.Persistence;

/// <summary>The part of an append that concerns one stream.</summary>
/// <param name="Stream">The stream's name; not empty.</param>
/// <param name="Expected">What is demanded of it.</param>
/// <param name="Events">The events, in order.</param>
public sealed record StreamAppend(string Stream, ExpectedRevision Expected, IReadOnlyList<NewEvent> Events);
