using System.Globalization;
using System.Text.Json;

namespace EventSourcing.Persistence;

/// <summary>What this library keeps about an event beside it, as JSON.</summary>
/// <param name="CorrelationId">What the event belongs to; EventStoreDB's key <c>$correlationId</c>.</param>
/// <param name="CausationId">What caused the event; EventStoreDB's key <c>$causationId</c>.</param>
/// <param name="Time">When it was raised; the key <c>time</c>.</param>
/// <param name="Version">The version of the event's shape; the key <c>version</c>, left out where it is 1.</param>
public sealed record EventMetadata(string? CorrelationId, string? CausationId, DateTimeOffset? Time, int Version = 1)
{
    private static readonly JsonEncodedText CorrelationKey = JsonEncodedText.Encode("$correlationId");
    private static readonly JsonEncodedText CausationKey = JsonEncodedText.Encode("$causationId");
    private static readonly JsonEncodedText TimeKey = JsonEncodedText.Encode("time");
    private static readonly JsonEncodedText VersionKey = JsonEncodedText.Encode("version");

    private static EventMetadata Nothing { get; } = new(null, null, null);

    /// <summary>Reads metadata; what is not JSON, or holds none of the keys, says nothing.</summary>
    public static EventMetadata Parse(ReadOnlyMemory<byte> metadata)
    {
        if (metadata.IsEmpty)
            return Nothing;
        try
        {
            using var document = JsonDocument.Parse(metadata);
            var root = document.RootElement;
            return root.ValueKind != JsonValueKind.Object ? Nothing : new EventMetadata(
                Text(root, CorrelationKey),
                Text(root, CausationKey),
                Text(root, TimeKey) is { } time && DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, out var raised) ? raised : null,
                root.TryGetProperty(VersionKey.EncodedUtf8Bytes, out var found) && found.ValueKind == JsonValueKind.Number && found.TryGetInt32(out var version) ? version : 1);
        }
        catch (JsonException)
        {
            return Nothing;
        }
    }

    /// <summary>Writes the metadata as JSON.</summary>
    public byte[] ToBytes()
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(192);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (CorrelationId is not null)
                json.WriteString(CorrelationKey, CorrelationId);
            if (CausationId is not null)
                json.WriteString(CausationKey, CausationId);
            if (Time is { } time)
                json.WriteString(TimeKey, time);
            if (Version != 1)
                json.WriteNumber(VersionKey, Version);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The version alone, without reading the rest: what folding needs of each event.</summary>
    internal static int VersionOf(ReadOnlyMemory<byte> metadata) =>
        metadata.Span.IndexOf(VersionKey.EncodedUtf8Bytes) < 0 ? 1 : Parse(metadata).Version;

    private static string? Text(JsonElement root, JsonEncodedText key) =>
        root.TryGetProperty(key.EncodedUtf8Bytes, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
