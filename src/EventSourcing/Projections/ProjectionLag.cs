using EventSourcing.Persistence;

namespace EventSourcing.Projections;

/// <summary>What a projection has still to process.</summary>
/// <param name="Processed">How far it has processed the log; <see langword="null"/> where it has processed nothing.</param>
/// <param name="Behind">How many of its events it has not processed; no more than it was asked to count.</param>
/// <param name="Oldest">When the first of them was written, by the store's clock; <see langword="null"/> without one.</param>
public sealed record ProjectionLag(Position? Processed, long Behind, DateTimeOffset? Oldest)
{
    /// <summary>Whether it has processed all that is stored.</summary>
    public bool IsCaughtUp => Behind == 0;
}
