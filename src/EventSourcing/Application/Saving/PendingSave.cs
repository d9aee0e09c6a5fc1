using EventSourcing.Domain;
using EventSourcing.Loading;
using EventSourcing.Persistence;

namespace EventSourcing.Saving;

/// <summary>An aggregate that has raised events, and what is to be appended for it.</summary>
/// <param name="Key">Which aggregate.</param>
/// <param name="Aggregate">The aggregate.</param>
/// <param name="Before">The revision it was loaded at.</param>
/// <param name="Events">What it has raised since.</param>
/// <param name="Changes">How far the cache was before the append.</param>
internal sealed record PendingSave(AggregateKey Key, Aggregate Aggregate, long Before, NewEvent[] Events, long Changes)
{
    public long After => Before + Events.Length;

    public StreamAppend Append => new(Key.Stream, ExpectedRevision.Exactly(Before), Events);
}
