using System.Text.Json.Nodes;

namespace EventSourcing.Tests.Wire;

/// <summary>The gRPC status of a call.</summary>
public sealed record WireStatus(int Code, string Details)
{
    public static WireStatus Parse(JsonObject json) => new(json["code"]!.GetValue<int>(), json.Text("details"));
}
