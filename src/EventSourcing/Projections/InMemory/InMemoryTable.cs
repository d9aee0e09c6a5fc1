namespace EventSourcing.Projections.InMemory;

/// <summary>Names a table of views in memory, and says what is in it. Two with one name are the same table.</summary>
/// <typeparam name="TKey">The keys.</typeparam>
/// <typeparam name="TValue">The values: immutable, such as records and numbers, because readers and transactions share
/// them.</typeparam>
/// <param name="Name">The name, unique in the view store.</param>
public sealed record InMemoryTable<TKey, TValue>(string Name)
    where TKey : notnull;
