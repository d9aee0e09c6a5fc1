using System.Collections.Immutable;

namespace EventSourcing.Projections.InMemory;

/// <summary>A change of views in memory that nobody else sees before it is committed.</summary>
public sealed class InMemoryViewTransaction
{
    private readonly Dictionary<string, (object Table, Func<object> ToCommitted)> _opened = new(StringComparer.Ordinal);
    private readonly InMemoryViewSnapshot _before;

    internal InMemoryViewTransaction(InMemoryViewSnapshot before) => _before = before;

    /// <summary>A table to read and change.</summary>
    public ImmutableDictionary<TKey, TValue>.Builder Table<TKey, TValue>(InMemoryTable<TKey, TValue> table)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(table);
        if (!_opened.TryGetValue(table.Name, out var opened))
        {
            var builder = _before.Table(table).ToBuilder();
            _opened[table.Name] = opened = (builder, builder.ToImmutable);
        }

        return opened.Table as ImmutableDictionary<TKey, TValue>.Builder ?? throw InMemoryViewSnapshot.OtherTypes(table);
    }

    internal InMemoryViewSnapshot Commit() =>
        _before.With(_opened.Select(opened => KeyValuePair.Create(opened.Key, opened.Value.ToCommitted())));
}
