using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventStoreDb.Emulator.Store;

/// <summary>What the metadata of a stream says about which of its events are served, and to whom.</summary>
internal sealed record StreamMetadata(long? MaxCount, TimeSpan? MaxAge, long? TruncateBefore, StreamAcl? Acl)
{
    public static readonly StreamMetadata None = new(null, null, null, null);

    /// <summary>A metadata stream serves its newest event only.</summary>
    public static readonly StreamMetadata OfMetadataStream = new(1, null, null, null);

    /// <summary>A truncation before this revision, which no stream ever reaches, is what a soft delete is.</summary>
    public bool IsSoftDeleted => TruncateBefore == long.MaxValue;

    /// <summary>
    /// Reads metadata as the server does: a number out of range is left out, and content that is no JSON, or has
    /// one of the known keys with a wrong type, counts as no metadata at all.
    /// </summary>
    public static StreamMetadata Parse(RecordedEvent? last)
    {
        if (last is null || !string.Equals(last.Content.Type, RecordedEvent.MetadataType, StringComparison.Ordinal))
        {
            return None;
        }

        try
        {
            using var json = JsonDocument.Parse(last.Content.Data);
            return json.RootElement.ValueKind == JsonValueKind.Object ? Parse(json.RootElement) : None;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return None;
        }
    }

    /// <summary>The metadata that revives a soft-deleted stream: as it was, but truncated where it goes on.</summary>
    public static byte[] Truncated(ReadOnlyMemory<byte> metadata, long truncateBefore)
    {
        try
        {
            var json = JsonNode.Parse(metadata.Span) as JsonObject ?? [];
            json["$tb"] = truncateBefore;
            return JsonSerializer.SerializeToUtf8Bytes(json);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return Truncated("{}"u8.ToArray(), truncateBefore);
        }
    }

    private static StreamMetadata Parse(JsonElement json)
    {
        RequireType(json, "$tmp", JsonValueKind.True, JsonValueKind.False);
        _ = Integer(json, "$cacheControl", 1);
        var maxAge = Integer(json, "$maxAge", 1);
        return new StreamMetadata(
            Integer(json, "$maxCount", 1),
            maxAge is { } seconds and <= int.MaxValue ? TimeSpan.FromSeconds(seconds) : null,
            Integer(json, "$tb", 0),
            json.TryGetProperty("$acl", out var acl) ? StreamAcl.Parse(acl) : null);
    }

    private static long? Integer(JsonElement json, string key, long atLeast)
    {
        if (!json.TryGetProperty(key, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var number))
        {
            throw new FormatException($"{key} is an integer.");
        }

        return number >= atLeast ? number : null;
    }

    private static void RequireType(JsonElement json, string key, params ReadOnlySpan<JsonValueKind> kinds)
    {
        if (json.TryGetProperty(key, out var value) && !kinds.Contains(value.ValueKind))
        {
            throw new FormatException($"{key} is of a wrong type.");
        }
    }
}
