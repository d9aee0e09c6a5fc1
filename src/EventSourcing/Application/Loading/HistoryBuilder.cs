using EventSourcing.Snapshots;

namespace EventSourcing.Loading;

/// <summary>Keeps what an aggregate is rebuilt from while it is, as long as that is not too much.</summary>
internal sealed class HistoryBuilder
{
    private readonly AggregateHistory? _known;
    private readonly List<object> _events = [];
    private Snapshot? _snapshot;

    public HistoryBuilder()
    {
    }

    /// <summary>Goes on from a history.</summary>
    public HistoryBuilder(AggregateHistory known)
    {
        _known = known;
        _snapshot = known.Snapshot;
    }

    private int Count => (_known?.Events.Count ?? 0) + _events.Count;

    /// <summary>Begins, or begins again, with a snapshot or before the first event.</summary>
    public void Begin(Snapshot? snapshot)
    {
        _snapshot = snapshot;
        _events.Clear();
    }

    public void Add(object data)
    {
        // One more than is allowed shows that it was too much.
        if (Count <= AggregateHistory.MaxEvents)
            _events.Add(data);
    }

    /// <summary>What was kept.</summary>
    /// <returns><see langword="null"/> where there were too many events to keep.</returns>
    public AggregateHistory? Build(LastEvent last) => Count switch
    {
        > AggregateHistory.MaxEvents => null,
        _ when _events.Count == 0 && _known is not null => _known,
        _ => new AggregateHistory(_snapshot, [.. _known?.Events ?? [], .. _events], last),
    };
}
