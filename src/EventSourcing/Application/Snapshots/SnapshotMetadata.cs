using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventSourcing.Snapshots;

/// <summary>What the metadata of a snapshot has beside what a mapper keeps there: the aggregate's revision, and as the cause
/// the event that made the state what it is.</summary>
internal static class SnapshotMetadata
{
    private const string RevisionKey = "revision";
    private const string CausationKey = "$causationId";

    public static byte[] Of(LastEvent last, ReadOnlyMemory<byte> mapped)
    {
        var json = mapped.IsEmpty ? [] : JsonNode.Parse(mapped.Span)!.AsObject();
        json[RevisionKey] = last.Revision;
        json[CausationKey] = last.Id.ToString();
        return JsonSerializer.SerializeToUtf8Bytes(json);
    }

    /// <returns><see langword="null"/> where it is not the metadata of a snapshot.</returns>
    public static LastEvent? Read(ReadOnlyMemory<byte> metadata)
    {
        try
        {
            return !metadata.IsEmpty && JsonNode.Parse(metadata.Span) is JsonObject json
                && json[RevisionKey] is JsonValue revision && revision.TryGetValue<long>(out var number)
                && json[CausationKey] is JsonValue cause && cause.TryGetValue<Guid>(out var id)
                ? new LastEvent(number, id)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
