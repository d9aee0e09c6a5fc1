using System.Globalization;
using System.Text.Json.Nodes;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.PersistentSubscriptions;
using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Recorded;

/// <summary>A call that manages persistent subscriptions.</summary>
internal sealed class RecordedGroup : RecordedService
{
    private readonly string _method;
    private readonly GroupIntent? _intent;
    private readonly PersistentSubscriptionSettings? _settings;
    private readonly PersistentSubscriptionFilter? _filter;
    private readonly string? _listed;

    public RecordedGroup(WireCall call)
        : base(call)
    {
        _method = call.Rpc.Split('/')[1];
        _intent = GroupIntent.Of(Options);
        var filterIsMeant = true;
        if (Options is not null && _method is "Create" or "Update")
        {
            _settings = GroupIntent.Settings(Options!);
            _filter = GroupIntent.Filter(Options!["all"]?["filter"], out filterIsMeant);
        }

        var list = Options?["list_for_stream"];
        _listed = list?["all"] is not null ? PersistentSubscriptionsClient.All : WireJson.Stream(list?["stream"]);
        IsMeant = _method switch
        {
            "Create" or "Update" => _intent is not null && _settings is not null && filterIsMeant,
            "List" => Options?["list_all_subscriptions"] is not null || _listed is not null,
            "ReplayParked" => _intent is not null && (Options!["no_limit"] is not null || WireJson.Number(Options["stop_at"] ?? "-1") >= 0),
            "RestartSubsystem" => true,
            _ => _intent is not null,
        };
    }

    protected override bool IsMeant { get; }

    protected override bool Changes => _method is not ("GetInfo" or "List");

    protected override async Task<JsonNode?> MakeAsync(EventStoreDbClient client, CancellationToken cancel)
    {
        var groups = client.PersistentSubscriptions;
        var (stream, group) = IsMeant && _intent is not null ? _intent : new GroupIntent("simple-1", GroupIntent.AnyGroup);
        var settings = IsMeant && _settings is not null ? _settings : new PersistentSubscriptionSettings();
        switch (_method)
        {
            case "Create":
                await groups.CreateAsync(stream, group, settings, IsMeant ? _filter : null, cancel);
                return null;
            case "Update":
                await groups.UpdateAsync(stream, group, settings, cancel);
                return null;
            case "Delete":
                await groups.DeleteAsync(stream, group, cancel);
                return null;
            case "GetInfo":
                return Plain(await groups.GetInfoAsync(stream, group, cancel));
            case "List":
                return new JsonArray([.. (await groups.ListAsync(_listed, cancel)).Select(Plain)]);
            case "ReplayParked":
                await groups.ReplayParkedAsync(stream, group, IsMeant && Options!["stop_at"] is { } stopAt ? WireJson.Number(stopAt) : null, cancel);
                return null;
            default:
                await groups.RestartSubsystemAsync(cancel);
                return null;
        }
    }

    protected override JsonNode? Expected() => _method switch
    {
        "GetInfo" => Texts(Call.Responses[0]["subscription_info"]!),
        "List" => new JsonArray([.. (Call.Responses[0]["subscriptions"]?.AsArray() ?? []).Select(info => Texts(info!))]),
        _ => null,
    };

    protected override JsonNode Compared(JsonNode request)
    {
        // The server looks at neither; the client always says the same.
        if (request["options"]?["all"]?["filter"] is JsonObject filter)
        {
            filter.Remove("max");
            filter.Remove("count");
            filter.Remove("checkpointIntervalMultiplier");
        }

        return base.Compared(request);
    }

    /// <summary>The same names as on the wire, and no zeros.</summary>
    private static JsonNode Plain(PersistentSubscriptionInfo info) => Texts(new JsonObject
    {
        ["event_source"] = info.Stream,
        ["group_name"] = info.Group,
        ["status"] = info.Status,
        ["connections"] = new JsonArray([.. info.Connections.Select(Plain)]),
        ["average_per_second"] = info.AveragePerSecond,
        ["total_items"] = info.TotalItems,
        ["count_since_last_measurement"] = info.CountSinceLastMeasurement,
        ["last_checkpointed_event_position"] = info.LastCheckpointedEventPosition,
        ["last_known_event_position"] = info.LastKnownEventPosition,
        ["resolve_link_tos"] = info.ResolveLinks,
        ["start_from"] = info.StartFrom,
        ["message_timeout_milliseconds"] = info.MessageTimeout.TotalMilliseconds,
        ["extra_statistics"] = info.ExtraStatistics,
        ["max_retry_count"] = info.MaxRetryCount,
        ["live_buffer_size"] = info.LiveBufferSize,
        ["buffer_size"] = info.HistoryBufferSize,
        ["read_batch_size"] = info.ReadBatchSize,
        ["check_point_after_milliseconds"] = info.CheckpointAfter.TotalMilliseconds,
        ["min_check_point_count"] = info.MinCheckpointCount,
        ["max_check_point_count"] = info.MaxCheckpointCount,
        ["read_buffer_count"] = info.HistoryBufferCount,
        ["live_buffer_count"] = info.LiveBufferCount,
        ["retry_buffer_count"] = info.RetryBufferCount,
        ["total_in_flight_messages"] = info.TotalInFlightMessages,
        ["outstanding_messages_count"] = info.OutstandingMessagesCount,
        ["named_consumer_strategy"] = info.ConsumerStrategy,
        ["max_subscriber_count"] = info.MaxSubscriberCount,
        ["parked_message_count"] = info.ParkedMessageCount,
    });

    private static JsonObject Plain(PersistentSubscriptionConnection connection) => new()
    {
        ["from"] = connection.From,
        ["username"] = connection.UserName,
        ["average_items_per_second"] = connection.AverageItemsPerSecond,
        ["total_items"] = connection.TotalItems,
        ["count_since_last_measurement"] = connection.CountSinceLastMeasurement,
        ["observed_measurements"] = new JsonArray([.. connection.ObservedMeasurements.Select(one => new JsonObject { ["key"] = one.Key, ["value"] = one.Value })]),
        ["available_slots"] = connection.AvailableSlots,
        ["in_flight_messages"] = connection.InFlightMessages,
        ["connection_name"] = connection.ConnectionName,
    };

    /// <summary>Numbers as text, and without what is absent on the wire because it is zero, false or empty.</summary>
    private static JsonNode Texts(JsonNode node) => node switch
    {
        JsonObject json => new JsonObject(json
            .Where(field => field.Value is not null and not JsonArray { Count: 0 } && field.Value.ToString() is not ("" or "0" or "false"))
            .Select(field => KeyValuePair.Create(field.Key, (JsonNode?)Texts(field.Value!)))),
        JsonArray items => new JsonArray([.. items.Select(item => Texts(item!))]),
        _ => Convert.ToString(node.ToString(), CultureInfo.InvariantCulture)!,
    };
}
