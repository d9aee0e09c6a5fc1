using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventSourcing.Tests.EventStoreDb.Emulator;

/// <summary>Compares what the server writes down about a link: in a parked stream, or of a projection.</summary>
internal static class LinkMetadataComparison
{
    public static IEnumerable<string> Differences(Correspondence known, string path, JsonNode? recorded, JsonNode? actual)
    {
        if (Parse(recorded) is not { } was || Parse(actual) is not { } now)
        {
            return [$"{path}: recorded {recorded}, got {actual}"];
        }

        var (keys, others) = (Keys(was), Keys(now));
        return string.Equals(keys, others, StringComparison.Ordinal)
            ? was.SelectMany(field => Differences(known, $"{path}.{field.Key}", field.Key, field.Value!, now[field.Key]!))
            : [$"{path}: recorded {keys}, got {others}"];
    }

    private static IEnumerable<string> Differences(
        Correspondence known, string path, string key, JsonNode recorded, JsonNode actual)
    {
        var problem = key switch
        {
            // When it was, and in which run and version of the projection.
            "added" or "$v" => null,
            "$c" or "$p" => known.MatchPosition(Number(recorded), Number(actual)),
            _ => JsonNode.DeepEquals(recorded, actual) ? null : "it differs",
        };
        return problem is null ? [] : [$"{path}: recorded {recorded}, got {actual}: {problem}"];
    }

    private static string Number(JsonNode node) => node.GetValue<long>().ToString(CultureInfo.InvariantCulture);

    private static string Keys(JsonObject json) => string.Join(", ", json.Select(field => field.Key));

    private static JsonObject? Parse(JsonNode? base64)
    {
        try
        {
            return base64 is null ? null : JsonNode.Parse(Convert.FromBase64String(base64.GetValue<string>())) as JsonObject;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }
}
