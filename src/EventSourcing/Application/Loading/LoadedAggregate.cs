using EventSourcing.Domain;
using EventSourcing.Snapshots;

namespace EventSourcing.Loading;

/// <summary>An aggregate, the last event in it, and the snapshot it was begun with, if one was.</summary>
internal sealed record LoadedAggregate(Aggregate Aggregate, LastEvent Last, Snapshot? Snapshot);
