using EventSourcing.Persistence;
using EventSourcing.Projections;
using EventSourcing.Tests.Domain;

namespace EventSourcing.Tests.Projections;

/// <summary>Counts tricks by name, in whatever a transaction is.</summary>
internal sealed class TrickCounts<TTransaction> : Projection<TTransaction>
{
    private readonly string _prefix;

    /// <param name="prefix">The streams, and thereby the test, that it looks at; also its name.</param>
    /// <param name="count">Counts a trick.</param>
    /// <param name="prepare">Creates the table.</param>
    /// <param name="clear">Empties it.</param>
    /// <param name="counted">Is called after an event has been counted and before that is committed.</param>
    public TrickCounts(
        string prefix, Action<TTransaction, string> count, Action<TTransaction> prepare, Action<TTransaction> clear, Func<RecordedEvent, CancellationToken, Task>? counted)
    {
        _prefix = prefix;
        OnPrepare(prepare);
        OnClear(clear);
        On<Dog.TrickAdded>(async (transaction, e, recorded, cancel) =>
        {
            count(transaction, e.Trick);
            if (counted is not null)
                await counted(recorded, cancel);
        });
    }

    public override string Name => $"TrickCounts-{_prefix}";

    public override IReadOnlyList<string> StreamPrefixes => [_prefix];
}
