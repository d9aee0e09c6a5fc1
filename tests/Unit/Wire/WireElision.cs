using System.Globalization;
using System.Text.Json.Nodes;

namespace EventSourcing.Tests.Wire;

/// <summary>Many equal bytes that were left out of a file.</summary>
public sealed record WireElision(IReadOnlyList<string> Path, int Length, byte Value)
{
    public static WireElision Parse(JsonObject json) => new(
        json.Text("path").Split('.'), json["length"]!.GetValue<int>(), json["byte"]!.GetValue<byte>());

    public void PutInto(JsonNode message)
    {
        var bytes = new byte[Length];
        Array.Fill(bytes, Value);
        var parent = Path.SkipLast(1).Aggregate(message, Step);
        parent[Path[^1]] = Convert.ToBase64String(bytes);
    }

    private static JsonNode Step(JsonNode node, string name) => node is JsonArray items
        ? items[int.Parse(name, CultureInfo.InvariantCulture)]!
        : node[name] ?? throw new FormatException($"There is no {name} to put bytes into.");
}
