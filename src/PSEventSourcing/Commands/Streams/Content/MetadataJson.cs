using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PSEventSourcing.Commands.Streams.Content;

/// <summary>Writes the metadata of an event: what was given, with the ids of what it belongs to under EventStoreDB's
/// keys.</summary>
internal static class MetadataJson
{
    /// <exception cref="InvalidEventDataException">It is no JSON object, and ids are to go into it; or no JSON at all.</exception>
    public static ReadOnlyMemory<byte> ToBytes(PSObject? metadata, string? correlationId, string? causationId)
    {
        var given = EventJson.ToData(metadata).Bytes;
        if (correlationId is null && causationId is null)
            return given;

        var json = given.IsEmpty ? [] : JsonNode.Parse(given.Span) as JsonObject
            ?? throw new InvalidEventDataException("The metadata is no JSON object, so a correlation or causation id cannot be put into it.");
        if (correlationId is not null)
            json["$correlationId"] = correlationId;
        if (causationId is not null)
            json["$causationId"] = causationId;
        return JsonSerializer.SerializeToUtf8Bytes(json);
    }
}
