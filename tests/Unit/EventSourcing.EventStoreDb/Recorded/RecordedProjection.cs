using System.Globalization;
using System.Text.Json.Nodes;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Projections;
using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Recorded;

/// <summary>A call that concerns projections.</summary>
internal sealed class RecordedProjection(WireCall call) : RecordedService(call)
{
    private readonly string _method = call.Rpc.Split('/')[1];

    protected override bool IsMeant => _method switch
    {
        "Create" => Options?["one_time"] is not null || (Name(Options?["continuous"] ?? Options?["transient"]) is not null && (!Flag(Options?["continuous"], "track_emitted_streams") || Flag(Options?["continuous"], "emit_enabled"))),
        "Update" => Name(Options) is not null && (Options!["no_emit_options"] is not null || Options["emit_enabled"] is not null),
        "Statistics" => Options is JsonObject { Count: > 0 },
        // The server does not look at what the client says here.
        "Reset" => false,
        "RestartSubsystem" => true,
        _ => Name(Options) is not null,
    };

    protected override bool Changes => _method is not ("Statistics" or "State" or "Result");

    protected override async Task<JsonNode?> MakeAsync(EventStoreDbClient client, CancellationToken cancel)
    {
        var projections = client.Projections;
        var name = Name(Options) ?? "simple";
        var query = Options?["query"]?.GetValue<string>() ?? "";
        var partition = Options?["partition"]?.GetValue<string>() ?? "";
        var act = _method switch
        {
            "Create" when Options?["one_time"] is not null => projections.CreateOneTimeAsync(query, cancel),
            "Create" when Name(Options?["transient"]) is { } transient => projections.CreateTransientAsync(transient, query, cancel),
            "Create" when IsMeant && Options!["continuous"] is { } continuous =>
                projections.CreateContinuousAsync(Name(continuous)!, query, Flag(continuous, "emit_enabled"), Flag(continuous, "track_emitted_streams"), cancel),
            "Create" => projections.CreateContinuousAsync(name, query, cancel: cancel),
            "Update" => projections.UpdateAsync(name, query, Options?["emit_enabled"]?.GetValue<bool>(), cancel),
            "Delete" => projections.DeleteAsync(name, Flag(Options, "delete_emitted_streams"), Flag(Options, "delete_state_stream"), Flag(Options, "delete_checkpoint_stream"), cancel),
            "Enable" => projections.EnableAsync(name, cancel),
            "Disable" when Flag(Options, "write_checkpoint") => projections.DisableAsync(name, cancel),
            "Disable" => projections.AbortAsync(name, cancel),
            "Reset" => projections.ResetAsync(name, cancel),
            "RestartSubsystem" => projections.RestartSubsystemAsync(cancel),
            _ => null,
        };
        if (act is not null)
        {
            await act;
            return null;
        }

        if (_method == "Statistics")
        {
            IReadOnlyList<ProjectionStatistics> found = Options?["name"] is not null ? [await projections.GetStatisticsAsync(name, cancel)] : await projections.ListAsync(Mode(), cancel);
            return new JsonArray([.. found.Select(Plain)]);
        }

        return JsonNode.Parse(_method == "State" ? await projections.GetStateAsync(name, partition, cancel) : await projections.GetResultAsync(name, partition, cancel));
    }

    protected override JsonNode? Expected() => _method switch
    {
        "State" => Call.Responses[0]["state"] ?? new JsonObject(),
        "Result" => Call.Responses[0]["result"] ?? new JsonObject(),
        "Statistics" => new JsonArray([.. Call.Responses.Select(answer => Plain(answer["details"]!))]),
        _ => null,
    };

    private ProjectionMode? Mode() => (Options?["continuous"], Options?["one_time"], Options?["transient"]) switch
    {
        (not null, _, _) => ProjectionMode.Continuous,
        (_, not null, _) => ProjectionMode.OneTime,
        (_, _, not null) => ProjectionMode.Transient,
        _ => null,
    };

    private static string? Name(JsonNode? options) => options?["name"]?.GetValue<string>() is { Length: > 0 } name ? name : null;

    private static bool Flag(JsonNode? options, string name) => options?[name]?.GetValue<bool>() ?? false;

    private static JsonNode Plain(JsonNode details) => string.Join('|', new[]
    {
        "name", "effectiveName", "status", "stateReason", "mode", "position", "lastCheckpoint", "checkpointStatus",
    }.Select(field => details[field]?.ToString()).Concat(new[]
    {
        "progress", "version", "epoch", "coreProcessingTime", "eventsProcessedAfterRestart", "bufferedEvents", "readsInProgress", "writesInProgress",
        "partitionsCached", "writePendingEventsBeforeCheckpoint", "writePendingEventsAfterCheckpoint",
    }.Select(field => details[field]?.ToString() ?? "0")));

    private static JsonNode Plain(ProjectionStatistics found) => string.Join('|', new[]
    {
        found.Name, found.EffectiveName, found.Status, found.StateReason, found.Mode, found.Position, found.LastCheckpoint, found.CheckpointStatus,
        found.Progress.ToString(CultureInfo.InvariantCulture),
    }.Select(text => text.Length == 0 ? null : text).Concat(new[]
    {
        found.Version, found.Epoch, found.CoreProcessingTime, found.EventsProcessedAfterRestart, found.BufferedEvents, found.ReadsInProgress, found.WritesInProgress,
        found.PartitionsCached, found.WritePendingEventsBeforeCheckpoint, found.WritePendingEventsAfterCheckpoint,
    }.Select(number => number.ToString(CultureInfo.InvariantCulture))));
}
