using EventSourcing.EventStoreDb.Protos.PersistentSubscriptions;

namespace EventSourcing.EventStoreDb.Client.PersistentSubscriptions;

/// <summary>Reads what the server tells about persistent subscriptions.</summary>
internal static class InfoMessages
{
    public static PersistentSubscriptionInfo ToInfo(SubscriptionInfo info) => new()
    {
        Stream = info.EventSource,
        Group = info.GroupName,
        Status = info.Status,
        StartFrom = info.StartFrom,
        ResolveLinks = info.ResolveLinkTos,
        ExtraStatistics = info.ExtraStatistics,
        MessageTimeout = TimeSpan.FromMilliseconds(info.MessageTimeoutMilliseconds),
        MaxRetryCount = info.MaxRetryCount,
        CheckpointAfter = TimeSpan.FromMilliseconds(info.CheckPointAfterMilliseconds),
        MinCheckpointCount = info.MinCheckPointCount,
        MaxCheckpointCount = info.MaxCheckPointCount,
        MaxSubscriberCount = info.MaxSubscriberCount,
        LiveBufferSize = info.LiveBufferSize,
        LiveBufferCount = info.LiveBufferCount,
        ReadBatchSize = info.ReadBatchSize,
        HistoryBufferSize = info.BufferSize,
        HistoryBufferCount = info.ReadBufferCount,
        RetryBufferCount = info.RetryBufferCount,
        ConsumerStrategy = info.NamedConsumerStrategy,
        LastCheckpointedEventPosition = OrNull(info.LastCheckpointedEventPosition),
        LastKnownEventPosition = OrNull(info.LastKnownEventPosition),
        AveragePerSecond = info.AveragePerSecond,
        TotalItems = info.TotalItems,
        CountSinceLastMeasurement = info.CountSinceLastMeasurement,
        TotalInFlightMessages = info.TotalInFlightMessages,
        OutstandingMessagesCount = info.OutstandingMessagesCount,
        ParkedMessageCount = info.ParkedMessageCount,
        Connections = [.. info.Connections.Select(ToConnection)],
    };

    private static PersistentSubscriptionConnection ToConnection(SubscriptionInfo.Types.ConnectionInfo connection) => new()
    {
        ConnectionName = connection.ConnectionName,
        UserName = connection.Username,
        From = connection.From,
        AverageItemsPerSecond = connection.AverageItemsPerSecond,
        TotalItems = connection.TotalItems,
        CountSinceLastMeasurement = connection.CountSinceLastMeasurement,
        AvailableSlots = connection.AvailableSlots,
        InFlightMessages = connection.InFlightMessages,
        // Names are not said to be unique.
        ObservedMeasurements = connection.ObservedMeasurements.DistinctBy(one => one.Key).ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal),
    };

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
