using System.Globalization;
using System.Text.Json.Nodes;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Cluster;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Recorded;

/// <summary>The question about the cluster.</summary>
internal sealed class RecordedGossip(WireCall call) : RecordedCall(call)
{
    protected override async Task AskAsync(EventStoreDbClient client, EventStoreDbClientSettings settings, CancellationToken cancel)
    {
        Understood.TrySetResult();
        if (Call.Status is { Code: 0 })
            Assert.Equal((Call.Responses[0]["members"]?.AsArray() ?? []).Select(member => Plain(member!)), (await client.ReadGossipAsync(cancel)).Select(Plain));
        else
            await ExpectedError.AssertAsync(ExpectedError.Of(Call, writes: false), () => client.ReadGossipAsync(cancel));
    }

    private static string Plain(JsonNode member) => string.Join(' ', WireJson.Id(member["instance_id"]), member["http_end_point"]!["address"], member["http_end_point"]!["port"],
        member["state"]?.ToString() ?? nameof(NodeState.Initializing), member["is_alive"] is not null, WireJson.Number(member["time_stamp"]));

    private static string Plain(ClusterMember member) => string.Join(' ', member.InstanceId, member.Endpoint.Host, member.Endpoint.Port.ToString(CultureInfo.InvariantCulture),
        member.State, member.IsAlive, (member.LastSeen - DateTimeOffset.UnixEpoch).Ticks);
}
