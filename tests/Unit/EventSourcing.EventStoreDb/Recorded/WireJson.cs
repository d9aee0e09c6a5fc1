using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.EventStoreDb.Recorded;

/// <summary>Reads recorded messages as they are, without the code that is tested.</summary>
internal static class WireJson
{
    public static byte[] Bytes(JsonNode? base64) => base64 is null ? [] : Convert.FromBase64String(base64.GetValue<string>());

    public static long Number(JsonNode? number) => number is null ? 0 : long.Parse(number.ToString(), CultureInfo.InvariantCulture);

    /// <summary>The stream's name; <see langword="null"/> where there is none that a client could mean.</summary>
    public static string? Stream(JsonNode? identifier)
    {
        var bytes = Bytes(identifier?["stream_name"]);
        return bytes.Length > 0 && Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes)).AsSpan().SequenceEqual(bytes) ? Encoding.UTF8.GetString(bytes) : null;
    }

    /// <summary>The expected revision; <see langword="null"/> where none is set that a client could mean.</summary>
    public static ExpectedRevision? Expected(JsonNode options)
    {
        if (options["no_stream"] is not null)
            return ExpectedRevision.NoStream;
        if (options["any"] is not null)
            return ExpectedRevision.Any;
        if (options["stream_exists"] is not null)
            return ExpectedRevision.StreamExists;
        return (options["revision"] ?? options["stream_position"]) is { } revision && long.TryParse(revision.ToString(), CultureInfo.InvariantCulture, out var number)
            ? ExpectedRevision.Exactly(number)
            : null;
    }

    /// <summary>The id in either form; <see langword="null"/> where it is none.</summary>
    public static Guid? Id(JsonNode? uuid)
    {
        if (uuid?["structured"] is { } halves)
        {
            var bytes = new byte[16];
            System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, Number(halves["most_significant_bits"]));
            System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(8), Number(halves["least_significant_bits"]));
            return new Guid(bytes, bigEndian: true);
        }

        return Guid.TryParse(uuid?["string"]?.GetValue<string>(), out var id) ? id : null;
    }

    /// <summary>The event to append; <see langword="null"/> where a client could not mean it.</summary>
    public static NewEvent? Event(JsonNode message) =>
        Id(message["id"]) is { } id && id != Guid.Empty
        && message["metadata"] is JsonObject { Count: 2 } metadata
        && metadata["type"]?.GetValue<string>() is { Length: > 0 } type
        && metadata["content-type"]?.GetValue<string>() is "application/json" or "application/octet-stream"
            ? new NewEvent(id, type, Bytes(message["data"]), Bytes(message["custom_metadata"]), metadata["content-type"]!.GetValue<string>() == "application/json")
            : null;

    public static Position? Position(JsonNode? position) =>
        position is null ? null : new Position(Number(position["commit_position"]), Number(position["prepare_position"]));

    /// <summary>Puts what means the same into the same form: ids, and what is absent because it is empty.</summary>
    public static JsonNode? Normalised(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject json when json.Count == 1 && (json["structured"] is JsonObject { Count: > 0 } || json["string"] is JsonValue) && Id(json) is { } id:
                return id.ToString();
            case JsonObject json:
                return new JsonObject(json.Where(field => field.Value is not JsonValue value || value.ToString() is not "").Select(field => KeyValuePair.Create(field.Key, Normalised(field.Value))).OrderBy(field => field.Key, StringComparer.Ordinal));
            case JsonArray items:
                return new JsonArray([.. items.Select(Normalised)]);
            default:
                return node?.DeepClone();
        }
    }
}
