using EventSourcing.Loading;

namespace EventSourcing.Caching;

/// <summary>Holds the histories of the aggregates used last.</summary>
/// <param name="maxSize">How many; 0: without bound.</param>
internal sealed class AggregateCache(int maxSize)
{
    private const int Stripes = 4096;

    private readonly Lock _gate = new();
    private readonly Dictionary<AggregateKey, LinkedListNode<(AggregateKey Key, AggregateHistory History)>> _nodes = [];
    private readonly LinkedList<(AggregateKey Key, AggregateHistory History)> _newestFirst = [];
    private readonly long[] _changes = new long[Stripes];

    public AggregateHistory? Find(AggregateKey key)
    {
        lock (_gate)
        {
            if (!_nodes.TryGetValue(key, out var node))
                return null;
            _newestFirst.Remove(node);
            _newestFirst.AddFirst(node);
            return node.Value.History;
        }
    }

    /// <summary>A figure that is another one after each change by a saver of the aggregate, and now and then of another
    /// one: what was begun before the change must not be put after it.</summary>
    public long Changes(AggregateKey key)
    {
        lock (_gate)
            return ChangesOf(key);
    }

    /// <summary>Holds what was read, unless what is held goes further, or a saver was there in between.</summary>
    public void PutRead(AggregateKey key, AggregateHistory history, long changes)
    {
        lock (_gate)
            if (ChangesOf(key) == changes)
                Hold(key, history);
    }

    /// <summary>Holds what a saver has made of it; forgets the aggregate where another saver was there in between.</summary>
    public void PutSaved(AggregateKey key, AggregateHistory history, long changes)
    {
        lock (_gate)
            if (ChangesOf(key)++ == changes)
                Hold(key, history);
            else
                Drop(key, long.MaxValue);
    }

    /// <summary>Forgets an aggregate, unless what is held goes further than a revision.</summary>
    public void Remove(AggregateKey key, long revision = long.MaxValue)
    {
        lock (_gate)
        {
            ChangesOf(key)++;
            Drop(key, revision);
        }
    }

    private ref long ChangesOf(AggregateKey key) => ref _changes[(uint)key.GetHashCode() % Stripes];

    private void Hold(AggregateKey key, AggregateHistory history)
    {
        if (_nodes.TryGetValue(key, out var held))
        {
            if (held.Value.History.Last.Revision > history.Last.Revision)
                return;
            Drop(held);
        }

        _nodes.Add(key, _newestFirst.AddFirst((key, history)));
        if (maxSize > 0 && _nodes.Count > maxSize)
            Drop(_newestFirst.Last!);
    }

    private void Drop(AggregateKey key, long revision)
    {
        if (_nodes.TryGetValue(key, out var node) && node.Value.History.Last.Revision <= revision)
            Drop(node);
    }

    private void Drop(LinkedListNode<(AggregateKey Key, AggregateHistory History)> node)
    {
        _nodes.Remove(node.Value.Key);
        _newestFirst.Remove(node);
    }
}
