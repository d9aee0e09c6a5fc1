using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventSourcing.Snapshots;

/// <summary>The aggregate's revision, kept in the metadata of a snapshot beside what every event has there. The event
/// that made the state what it is stands there as the cause.</summary>
internal static class SnapshotMetadata
{
    private const string RevisionKey = "revision";

    public static byte[] WithRevision(ReadOnlyMemory<byte> metadata, long revision)
    {
        var json = JsonNode.Parse(metadata.Span)!.AsObject();
        json[RevisionKey] = revision;
        return JsonSerializer.SerializeToUtf8Bytes(json);
    }

    public static long? RevisionOf(ReadOnlyMemory<byte> metadata)
    {
        try
        {
            return (JsonNode.Parse(metadata.Span) as JsonObject)?[RevisionKey] is JsonValue value && value.TryGetValue<long>(out var revision) ? revision : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
