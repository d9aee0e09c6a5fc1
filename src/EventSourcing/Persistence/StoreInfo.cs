namespace EventSourcing.Persistence;

/// <summary>Which store a recorder works on.</summary>
/// <param name="Store">The kind of store, such as <c>EventStoreDB</c>.</param>
/// <param name="Version">The store's version; <see langword="null"/> where it has none of its own.</param>
/// <param name="Address">Where it is: host and port, or a file; never a user name or password. <see langword="null"/>
/// where it is nowhere but in memory.</param>
public sealed record StoreInfo(string Store, string? Version, string? Address);
