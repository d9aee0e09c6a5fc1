using System.Text.Json.Nodes;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Client.Operations;
using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Recorded;

/// <summary>A call that operates a node.</summary>
internal sealed class RecordedOperation(WireCall call) : RecordedService(call)
{
    private readonly string _method = call.Rpc.Split('/')[1];

    protected override bool IsMeant => _method switch
    {
        "StartScavenge" => WireJson.Number(Options?["thread_count"]) > 0 && WireJson.Number(Options?["start_from_chunk"]) >= 0,
        "StopScavenge" => Options?["scavenge_id"] is not null,
        _ => true,
    };

    protected override bool Changes => true;

    protected override async Task<JsonNode?> MakeAsync(EventStoreDbClient client, CancellationToken cancel)
    {
        var operations = client.Operations;
        var act = _method switch
        {
            "MergeIndexes" => operations.MergeIndexesAsync(cancel),
            "ResignNode" => operations.ResignAsync(cancel),
            "SetNodePriority" => operations.SetPriorityAsync((int)WireJson.Number(Call.Requests[0].Json!["priority"]), cancel),
            "RestartPersistentSubscriptions" => operations.RestartPersistentSubscriptionsAsync(cancel),
            "Shutdown" => operations.ShutdownAsync(cancel),
            _ => null,
        };
        if (act is not null)
        {
            await act;
            return null;
        }

        try
        {
            return await ScavengeAsync(operations, cancel);
        }
        catch (ScavengeImpossibleException)
        {
            // So the client calls a scavenge without an id, which is the sign of a database in memory.
            return $"{Guid.Empty} {nameof(ScavengeState.InProgress)}";
        }
    }

    private async Task<string> ScavengeAsync(OperationsClient operations, CancellationToken cancel)
    {
        var scavenge = _method == "StopScavenge"
            ? await operations.StopScavengeAsync(Options?["scavenge_id"]?.GetValue<string>() ?? OperationsClient.CurrentScavenge, cancel)
            : IsMeant
                ? await operations.StartScavengeAsync((int)WireJson.Number(Options!["thread_count"]), (int)WireJson.Number(Options["start_from_chunk"]), cancel)
                : await operations.StartScavengeAsync(cancel: cancel);
        return $"{scavenge.Id} {scavenge.State}";
    }

    protected override JsonNode? Expected() => _method is "StartScavenge" or "StopScavenge"
        ? $"{Call.Responses[0]["scavenge_id"]} {Call.Responses[0]["scavenge_result"] ?? nameof(ScavengeState.Started)}"
        : null;
}
