using EventSourcing.Domain;

namespace Benchmarks.Macro;

/// <summary>An aggregate whose state does not grow with its events.</summary>
public sealed class Counter : Aggregate, ISnapshotable<Counter.State>
{
    private long _total;
    private string _last = "";

    public Counter(string id)
        : base(id)
    {
    }

    private Counter()
    {
    }

    public long Total => _total;

    public string Last => _last;

    public void Add(int amount) => Raise(new Added(amount, "by hand"));

    public State TakeSnapshot() => new(_total, _last);

    public void RestoreSnapshot(State state) => (_total, _last) = state;

    private void Apply(Added e)
    {
        _total += e.Amount;
        _last = e.Why;
    }

    public sealed record Added(int Amount, string Why);

    public sealed record State(long Total, string Last);
}
