using EventSourcing.Projections;
using EventSourcing.Projections.InMemory;

namespace EventSourcing.Tests.Projections;

public sealed class InMemoryTestViews : TestViews<InMemoryViewTransaction>
{
    private readonly InMemoryViews _views = new();

    protected override IViewStore<InMemoryViewTransaction> Store => _views;

    public override IReadOnlyDictionary<string, int> Counts(string prefix) => _views.Snapshot.Table(Table(prefix));

    public override ValueTask DisposeAsync()
    {
        _views.Dispose();
        return base.DisposeAsync();
    }

    protected override void Prepare(InMemoryViewTransaction transaction, string prefix)
    {
        // A table in memory is there.
    }

    protected override void Count(InMemoryViewTransaction transaction, string prefix, string trick)
    {
        var counts = transaction.Table(Table(prefix));
        counts[trick] = counts.GetValueOrDefault(trick) + 1;
    }

    protected override void Clear(InMemoryViewTransaction transaction, string prefix) => transaction.Table(Table(prefix)).Clear();

    private static InMemoryTable<string, int> Table(string prefix) => new(prefix);
}
