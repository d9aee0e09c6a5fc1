using EventSourcing.EventStoreDb.Protos.PersistentSubscriptions;

namespace EventStoreDb.Emulator.Services;

/// <summary>There so that callers who may not are refused as they should be; who may, is told UNIMPLEMENTED.</summary>
internal sealed class PersistentSubscriptionsService : PersistentSubscriptions.PersistentSubscriptionsBase
{
}
