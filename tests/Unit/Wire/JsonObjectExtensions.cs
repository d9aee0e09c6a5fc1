using System.Text.Json.Nodes;

namespace EventSourcing.Tests.Wire;

internal static class JsonObjectExtensions
{
    public static string Text(this JsonObject json, string key) => json[key]!.GetValue<string>();

    public static bool Flag(this JsonObject json, string key) => json[key]?.GetValue<bool>() ?? false;

    public static IEnumerable<JsonNode?> Items(this JsonObject json, string key) => json[key]?.AsArray() ?? [];

    public static IReadOnlyDictionary<string, string> Map(this JsonObject json, string key) =>
        (json[key]?.AsObject() ?? []).ToDictionary(entry => entry.Key, entry => entry.Value!.GetValue<string>());
}
