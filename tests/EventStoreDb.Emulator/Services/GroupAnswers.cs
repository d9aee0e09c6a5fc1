using EventSourcing.EventStoreDb.Protos;
using EventSourcing.EventStoreDb.Protos.PersistentSubscriptions;
using EventStoreDb.Emulator.Persistent;
using EventStoreDb.Emulator.Store;
using Google.Protobuf;

namespace EventStoreDb.Emulator.Services;

/// <summary>Groups and their events as clients are told of them.</summary>
internal static class GroupAnswers
{
    /// <summary>Where a link was resolved, the event too is given the position of the link.</summary>
    public static ReadResp Event(GroupMessage message, bool idsAsText)
    {
        var position = message.Original.Position;
        var sent = new ReadResp.Types.ReadEvent { CommitPosition = (ulong)position, RetryCount = message.RetryCount };
        if (message.IsLink)
        {
            sent.Link = Recorded(message.Original, position, idsAsText);
            sent.Event = message.Target is { } target ? Recorded(target, position, idsAsText) : null;
        }
        else
        {
            sent.Event = Recorded(message.Original, position, idsAsText);
        }

        return new ReadResp { Event = sent };
    }

    public static SubscriptionInfo Info(GroupStatistics group)
    {
        var settings = group.Settings;
        return new SubscriptionInfo
        {
            EventSource = group.Key.Stream,
            GroupName = group.Key.Group,
            Status = group.Status,
            Connections = { group.Readers.Select(Connection) },
            AveragePerSecond = group.Delivered.PerSecond,
            TotalItems = group.Delivered.Total,
            CountSinceLastMeasurement = group.Delivered.Since,
            LastCheckpointedEventPosition = group.LastCheckpoint,
            LastKnownEventPosition = group.LastKnown,
            ResolveLinkTos = settings.ResolveLinks,
            StartFrom = settings.Start.Text(group.Key.IsOfLog),
            MessageTimeoutMilliseconds = settings.MessageTimeout,
            ExtraStatistics = settings.ExtraStatistics,
            MaxRetryCount = settings.MaxRetryCount,
            LiveBufferSize = settings.LiveBufferSize,
            BufferSize = settings.HistoryBufferSize,
            ReadBatchSize = settings.ReadBatchSize,
            // Never is told as the longest time there is.
            CheckPointAfterMilliseconds = settings.CheckpointAfter == 0 ? int.MaxValue : settings.CheckpointAfter,
            MinCheckPointCount = settings.MinCheckpointCount,
            MaxCheckPointCount = settings.MaxCheckpointCount,
            ReadBufferCount = group.ReadBufferCount,
            LiveBufferCount = group.LiveBufferCount,
            RetryBufferCount = group.RetryBufferCount,
            TotalInFlightMessages = group.OutstandingCount,
            OutstandingMessagesCount = group.OutstandingCount,
            NamedConsumerStrategy = settings.Strategy,
            MaxSubscriberCount = settings.MaxSubscriberCount,
            ParkedMessageCount = group.ParkedCount,
        };
    }

    private static SubscriptionInfo.Types.ConnectionInfo Connection(GroupStatistics.Reader reader) => new()
    {
        Username = reader.User,
        AverageItemsPerSecond = reader.Delivered.PerSecond,
        TotalItems = reader.Delivered.Total,
        CountSinceLastMeasurement = reader.Delivered.Since,
        ObservedMeasurements =
        {
            reader.Latencies.Select(figure => new SubscriptionInfo.Types.Measurement { Key = figure.Name, Value = figure.Value }),
        },
        AvailableSlots = reader.Slots,
        InFlightMessages = reader.InFlight,
        ConnectionName = reader.ConnectionName,
    };

    private static ReadResp.Types.ReadEvent.Types.RecordedEvent Recorded(RecordedEvent recorded, long position, bool idAsText) => new()
    {
        Id = idAsText ? Uuids.Text(recorded.Content.Id) : Uuids.Structured(recorded.Content.Id),
        StreamIdentifier = new StreamIdentifier { StreamName = ByteString.CopyFromUtf8(recorded.Stream) },
        StreamRevision = (ulong)recorded.Revision,
        PreparePosition = (ulong)position,
        CommitPosition = (ulong)position,
        Metadata = { Requests.MetadataOf(recorded) },
        CustomMetadata = UnsafeByteOperations.UnsafeWrap(recorded.Content.Metadata),
        Data = UnsafeByteOperations.UnsafeWrap(recorded.Content.Data),
    };
}
