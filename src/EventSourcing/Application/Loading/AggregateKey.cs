namespace EventSourcing.Loading;

/// <summary>Which aggregate: its class, its id, and the stream that these two make.</summary>
internal readonly record struct AggregateKey(Type Type, string Id, string Stream);
