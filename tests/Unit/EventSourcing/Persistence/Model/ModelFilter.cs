namespace EventSourcing.Tests.Persistence.Model;

/// <summary>Which events of the log are asked for.</summary>
internal enum ModelFilter
{
    ApplicationEvents,
    SnapshotsToo,
    OneType,
    TypesThatBeginWithDog,
    TypesThatEndWithRegistered,
    StreamsThatBeginWithA,
}
