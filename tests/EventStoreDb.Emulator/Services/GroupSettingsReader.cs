using EventStoreDb.Emulator.Persistent;
using CreateOptions = EventSourcing.EventStoreDb.Protos.PersistentSubscriptions.CreateReq.Types.Options;
using CreateSettings = EventSourcing.EventStoreDb.Protos.PersistentSubscriptions.CreateReq.Types.Settings;
using UpdateOptions = EventSourcing.EventStoreDb.Protos.PersistentSubscriptions.UpdateReq.Types.Options;
using UpdateSettings = EventSourcing.EventStoreDb.Protos.PersistentSubscriptions.UpdateReq.Types.Settings;

namespace EventStoreDb.Emulator.Services;

/// <summary>Turns the settings of the wire, of which there are two alike, into those of a group.</summary>
internal static class GroupSettingsReader
{
    public static GroupSettings Read(CreateOptions options)
    {
        var settings = GroupRequests.Required(options.Settings);
        return new GroupSettings
        {
            Start = GroupRequests.Start(options),
            Filter = GroupRequests.Filter(options),
            ResolveLinks = settings.ResolveLinks,
            ExtraStatistics = settings.ExtraStatistics,
            MessageTimeout = settings.MessageTimeoutCase == CreateSettings.MessageTimeoutOneofCase.MessageTimeoutTicks
                ? Milliseconds(settings.MessageTimeoutTicks)
                : settings.MessageTimeoutMs,
            MaxRetryCount = settings.MaxRetryCount,
            CheckpointAfter = settings.CheckpointAfterCase == CreateSettings.CheckpointAfterOneofCase.CheckpointAfterTicks
                ? Milliseconds(settings.CheckpointAfterTicks)
                : settings.CheckpointAfterMs,
            MinCheckpointCount = settings.MinCheckpointCount,
            MaxCheckpointCount = settings.MaxCheckpointCount,
            MaxSubscriberCount = settings.MaxSubscriberCount,
            LiveBufferSize = settings.LiveBufferSize,
            ReadBatchSize = settings.ReadBatchSize,
            HistoryBufferSize = settings.HistoryBufferSize,
            Strategy = settings.ConsumerStrategy.Length > 0 ? settings.ConsumerStrategy : Legacy(settings),
        };
    }

    public static GroupSettings Read(UpdateOptions options)
    {
        var settings = GroupRequests.Required(options.Settings);
        return new GroupSettings
        {
            Start = GroupRequests.Start(options),
            ResolveLinks = settings.ResolveLinks,
            ExtraStatistics = settings.ExtraStatistics,
            MessageTimeout = settings.MessageTimeoutCase == UpdateSettings.MessageTimeoutOneofCase.MessageTimeoutTicks
                ? Milliseconds(settings.MessageTimeoutTicks)
                : settings.MessageTimeoutMs,
            MaxRetryCount = settings.MaxRetryCount,
            CheckpointAfter = settings.CheckpointAfterCase == UpdateSettings.CheckpointAfterOneofCase.CheckpointAfterTicks
                ? Milliseconds(settings.CheckpointAfterTicks)
                : settings.CheckpointAfterMs,
            MinCheckpointCount = settings.MinCheckpointCount,
            MaxCheckpointCount = settings.MaxCheckpointCount,
            MaxSubscriberCount = settings.MaxSubscriberCount,
            LiveBufferSize = settings.LiveBufferSize,
            ReadBatchSize = settings.ReadBatchSize,
            HistoryBufferSize = settings.HistoryBufferSize,
            Strategy = Named((int)settings.NamedConsumerStrategy),
        };
    }

    private static int Milliseconds(long ticks) =>
        (int)Math.Clamp(ticks / TimeSpan.TicksPerMillisecond, int.MinValue, int.MaxValue);

#pragma warning disable CS0612 // Deprecated fields are what old clients send.
    private static string Legacy(CreateSettings settings) => Named((int)settings.NamedConsumerStrategy);
#pragma warning restore CS0612

    private static string Named(int strategy) => strategy switch
    {
        0 => ConsumerStrategy.DispatchToSingle,
        1 => ConsumerStrategy.RoundRobin,
        2 => ConsumerStrategy.Pinned,
        _ => throw new MalformedRequestException("There is no such strategy."),
    };
}
