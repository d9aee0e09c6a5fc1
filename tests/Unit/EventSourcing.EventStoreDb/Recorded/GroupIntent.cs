using System.Globalization;
using System.Text.Json.Nodes;
using EventSourcing.EventStoreDb.Client.PersistentSubscriptions;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.EventStoreDb.Recorded;

/// <summary>What a recorded request about a group was meant to say, where a client could mean it.</summary>
internal sealed record GroupIntent(string Stream, string Group)
{
    public const string AnyGroup = "simple-group";

    public static GroupIntent? Of(JsonNode? options)
    {
        var stream = options?["all"] is not null ? PersistentSubscriptionsClient.All : WireJson.Stream(options?["stream_identifier"] ?? options?["stream"]?["stream_identifier"]);
        return stream is null ? null : new GroupIntent(stream, options!["group_name"]?.GetValue<string>() ?? "");
    }

    public static PersistentSubscriptionSettings? Settings(JsonNode options)
    {
        if (options["settings"] is not { } wire || Start(options["stream"] ?? options["all"]) is not { } start || wire["message_timeout_ms"] is null)
            return null;
        var strategy = wire["consumer_strategy"]?.ToString() ?? wire["named_consumer_strategy"]?.ToString() ?? nameof(ConsumerStrategy.DispatchToSingle);
        int Number(string name) => (int)WireJson.Number(wire[name]);
        var settings = new PersistentSubscriptionSettings
        {
            StartFrom = start,
            ResolveLinks = wire["resolve_links"] is not null,
            ExtraStatistics = wire["extra_statistics"] is not null,
            MessageTimeout = TimeSpan.FromMilliseconds(Number("message_timeout_ms")),
            CheckpointAfter = TimeSpan.FromMilliseconds(Number("checkpoint_after_ms")),
            MaxRetryCount = Number("max_retry_count"),
            MinCheckpointCount = Number("min_checkpoint_count"),
            MaxCheckpointCount = Number("max_checkpoint_count"),
            MaxSubscriberCount = Number("max_subscriber_count"),
            LiveBufferSize = Number("live_buffer_size"),
            ReadBatchSize = Number("read_batch_size"),
            HistoryBufferSize = Number("history_buffer_size"),
        };
        int[] counts =
        [
            Number("message_timeout_ms"), Number("checkpoint_after_ms"), settings.MaxRetryCount, settings.MinCheckpointCount, settings.MaxCheckpointCount,
            settings.MaxSubscriberCount, settings.LiveBufferSize, settings.ReadBatchSize,
        ];
        return counts.Min() >= 0 && settings.ReadBatchSize < settings.HistoryBufferSize && Enum.TryParse<ConsumerStrategy>(strategy, out var parsed)
            ? settings with { ConsumerStrategy = parsed }
            : null;
    }

    /// <returns>Nothing where there is no filter, or none that a client could mean: then <paramref name="isMeant"/> says which.</returns>
    public static PersistentSubscriptionFilter? Filter(JsonNode? filter, out bool isMeant)
    {
        isMeant = filter is null;
        if ((filter?["stream_identifier"] ?? filter?["event_type"]) is not { } expression)
            return null;
        var onStream = filter!["stream_identifier"] is not null;
        var prefixes = (expression["prefix"]?.AsArray() ?? []).Select(prefix => prefix!.GetValue<string>()).ToList();
        isMeant = expression["regex"]?.GetValue<string>() is { } pattern ? ReadIntent.IsExpression(pattern) && pattern.Length > 0 : prefixes.Count > 0 && prefixes.All(prefix => prefix.Length > 0);
        if (!isMeant)
            return null;
        return expression["regex"]?.GetValue<string>() is { } regex
            ? onStream ? PersistentSubscriptionFilter.StreamPattern(regex) : PersistentSubscriptionFilter.TypePattern(regex)
            : onStream ? PersistentSubscriptionFilter.StreamPrefixes(prefixes) : PersistentSubscriptionFilter.TypePrefixes(prefixes);
    }

    private static PersistentSubscriptionStart? Start(JsonNode? source)
    {
        if (source?["start"] is not null)
            return PersistentSubscriptionStart.Start;
        if (source?["end"] is not null)
            return PersistentSubscriptionStart.End;
        if (source?["revision"] is { } revision)
            return long.TryParse(revision.ToString(), CultureInfo.InvariantCulture, out var number) ? PersistentSubscriptionStart.At(number) : null;
        return source?["position"] is { } position
            && long.TryParse(position["commit_position"]?.ToString() ?? "0", CultureInfo.InvariantCulture, out var commit)
            && long.TryParse(position["prepare_position"]?.ToString() ?? "0", CultureInfo.InvariantCulture, out var prepare)
            && commit >= prepare
                ? PersistentSubscriptionStart.At(new Position(commit, prepare))
                : null;
    }
}
