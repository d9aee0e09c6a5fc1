using System.Collections.Immutable;
using EventSourcing.Persistence;

namespace EventSourcing.Projections.InMemory;

/// <summary>All views of a store in memory, as they were together at one moment. It never changes.</summary>
public sealed class InMemoryViewSnapshot
{
    private readonly ImmutableDictionary<string, object> _tables;

    private InMemoryViewSnapshot(ImmutableDictionary<string, object> tables, ImmutableDictionary<string, Position> checkpoints)
    {
        _tables = tables;
        Checkpoints = checkpoints;
    }

    /// <summary>How far each projection had come.</summary>
    public ImmutableDictionary<string, Position> Checkpoints { get; }

    internal static InMemoryViewSnapshot Empty { get; } = new([], []);

    /// <summary>A table; empty where nothing was ever written to it.</summary>
    public ImmutableDictionary<TKey, TValue> Table<TKey, TValue>(InMemoryTable<TKey, TValue> table)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(table);
        if (!_tables.TryGetValue(table.Name, out var found))
            return ImmutableDictionary<TKey, TValue>.Empty;
        return found as ImmutableDictionary<TKey, TValue> ?? throw OtherTypes(table);
    }

    internal InMemoryViewSnapshot With(IEnumerable<KeyValuePair<string, object>> tables) => new(_tables.SetItems(tables), Checkpoints);

    internal InMemoryViewSnapshot At(string projection, Position? checkpoint) =>
        new(_tables, checkpoint is { } position ? Checkpoints.SetItem(projection, position) : Checkpoints.Remove(projection));

    internal static InvalidOperationException OtherTypes<TKey, TValue>(InMemoryTable<TKey, TValue> table)
        where TKey : notnull =>
        new($"The table '{table.Name}' holds other types than {typeof(TKey)} and {typeof(TValue)}. Give each table a name of its own.");
}
