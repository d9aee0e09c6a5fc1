using EventSourcing.EventStoreDb.Client.Wire;
using EventSourcing.EventStoreDb.Protos;
using EventSourcing.EventStoreDb.Protos.PersistentSubscriptions;
using Google.Protobuf;

namespace EventSourcing.EventStoreDb.Client.PersistentSubscriptions;

/// <summary>Makes the requests that manage groups. Every one-of is set: the server fails those that lack one, or never
/// answers them.</summary>
internal static class GroupRequests
{
    private static readonly Empty Set = new();

    public static CreateReq Create(string stream, string group, PersistentSubscriptionSettings settings, PersistentSubscriptionFilter? filter)
    {
        // The two requests have the same fields under the same numbers, as far as both have them.
        var request = CreateReq.Parser.ParseFrom(Plain(stream, group, settings).ToByteArray());
        request.Options.Settings.ConsumerStrategy = settings.ConsumerStrategy.ToString();
        if (filter is not null)
            request.Options.All.Filter = Filter(filter);
        else if (request.Options.All is { } all)
            all.NoFilter = Set;
        return request;
    }

    public static UpdateReq Update(string stream, string group, PersistentSubscriptionSettings settings)
    {
        var request = Plain(stream, group, settings);
        request.Options.Settings.NamedConsumerStrategy = (UpdateReq.Types.ConsumerStrategy)settings.ConsumerStrategy;
        return request;
    }

    public static DeleteReq Delete(string stream, string group)
    {
        var options = new DeleteReq.Types.Options { GroupName = group };
        if (PersistentSubscriptionsClient.IsAll(stream))
            options.All = Set;
        else
            options.StreamIdentifier = stream.ToStreamIdentifier();
        return new DeleteReq { Options = options };
    }

    public static GetInfoReq Info(string stream, string group)
    {
        var options = new GetInfoReq.Types.Options { GroupName = group };
        if (PersistentSubscriptionsClient.IsAll(stream))
            options.All = Set;
        else
            options.StreamIdentifier = stream.ToStreamIdentifier();
        return new GetInfoReq { Options = options };
    }

    public static ListReq List(string? stream)
    {
        if (stream is null)
            return new ListReq { Options = new() { ListAllSubscriptions = Set } };
        var source = PersistentSubscriptionsClient.IsAll(stream) ? new ListReq.Types.StreamOption { All = Set } : new() { Stream = stream.ToStreamIdentifier() };
        return new ListReq { Options = new() { ListForStream = source } };
    }

    public static ReplayParkedReq Replay(string stream, string group, long? stopAt)
    {
        var options = new ReplayParkedReq.Types.Options { GroupName = group };
        if (PersistentSubscriptionsClient.IsAll(stream))
            options.All = Set;
        else
            options.StreamIdentifier = stream.ToStreamIdentifier();
        if (stopAt is { } revision)
            options.StopAt = revision;
        else
            options.NoLimit = Set;
        return new ReplayParkedReq { Options = options };
    }

    /// <summary>Without the strategy, which the two requests say in different ways.</summary>
    private static UpdateReq Plain(string stream, string group, PersistentSubscriptionSettings settings)
    {
        var options = new UpdateReq.Types.Options
        {
            GroupName = group,
            Settings = new()
            {
                ResolveLinks = settings.ResolveLinks,
                ExtraStatistics = settings.ExtraStatistics,
                MessageTimeoutMs = (int)settings.MessageTimeout.TotalMilliseconds,
                MaxRetryCount = settings.MaxRetryCount,
                CheckpointAfterMs = (int)settings.CheckpointAfter.TotalMilliseconds,
                MinCheckpointCount = settings.MinCheckpointCount,
                MaxCheckpointCount = settings.MaxCheckpointCount,
                MaxSubscriberCount = settings.MaxSubscriberCount,
                LiveBufferSize = settings.LiveBufferSize,
                ReadBatchSize = settings.ReadBatchSize,
                HistoryBufferSize = settings.HistoryBufferSize,
            },
        };
        if (PersistentSubscriptionsClient.IsAll(stream))
            options.All = OfAll(settings.StartFrom);
        else
            options.Stream = OfStream(stream, settings.StartFrom);
        return new UpdateReq { Options = options };
    }

    private static UpdateReq.Types.StreamOptions OfStream(string stream, PersistentSubscriptionStart start)
    {
        var options = new UpdateReq.Types.StreamOptions { StreamIdentifier = stream.ToStreamIdentifier() };
        if (start.Revision is { } revision)
            options.Revision = (ulong)revision;
        else if (start.IsStart)
            options.Start = Set;
        else
            options.End = Set;
        return options;
    }

    private static UpdateReq.Types.AllOptions OfAll(PersistentSubscriptionStart start)
    {
        if (start.Position is { } position)
            return new() { Position = new() { CommitPosition = (ulong)position.Commit, PreparePosition = (ulong)position.Prepare } };
        return start.IsStart ? new() { Start = Set } : new() { End = Set };
    }

    private static CreateReq.Types.AllOptions.Types.FilterOptions Filter(PersistentSubscriptionFilter filter)
    {
        // The server looks at neither window nor multiplier here.
        var options = new CreateReq.Types.AllOptions.Types.FilterOptions { Count = Set, CheckpointIntervalMultiplier = 1 };
        var expression = new CreateReq.Types.AllOptions.Types.FilterOptions.Types.Expression { Regex = filter.Pattern ?? "", Prefix = { filter.Prefixes } };
        if (filter.OnStream)
            options.StreamIdentifier = expression;
        else
            options.EventType = expression;
        return options;
    }
}
