using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

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
    private static readonly JsonEncodedText CompressorKey = JsonEncodedText.Encode("compressor");
    private static readonly JsonEncodedText CipherKey = JsonEncodedText.Encode("cipher");
    private static readonly JsonEncodedText KeyIdKey = JsonEncodedText.Encode("keyId");
    private static readonly JsonWriterOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How the data was compressed and encrypted; the keys <c>compressor</c>, <c>cipher</c> and <c>keyId</c>,
    /// each left out where there is nothing to say.</summary>
    public DataForm Form { get; init; }

    /// <summary>The user's own metadata, beside the keys above; <see langword="null"/> where there is none.</summary>
    public JsonObject? Custom { get; init; }

    private static EventMetadata Nothing { get; } = new(null, null, null);

    /// <summary>Reads metadata; what is not JSON, or holds none of the keys, says nothing.</summary>
    public static EventMetadata Parse(ReadOnlyMemory<byte> metadata) => Of(metadata, Nothing, static root => new EventMetadata(
        Text(root, CorrelationKey),
        Text(root, CausationKey),
        Text(root, TimeKey) is { } time && DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, out var raised) ? raised : null,
        VersionOf(root))
    {
        Form = FormOf(root),
        Custom = CustomOf(root),
    });

    /// <summary>Checks metadata of the user's own.</summary>
    /// <exception cref="ArgumentException">It holds a key that the store or this library keeps for itself.</exception>
    public static void CheckCustom(JsonObject metadata)
    {
        foreach (var (key, _) in metadata)
            if (IsReserved(key))
                throw new ArgumentException($"The metadata key '{key}' is reserved; nothing was written. Keys that begin with '$' are the store's, and time, version, compressor, cipher and keyId are the library's: use another key.", nameof(metadata));
    }

    /// <summary>Writes the metadata as JSON.</summary>
    /// <exception cref="ArgumentException"><see cref="Custom"/> holds a reserved key.</exception>
    public byte[] ToBytes()
    {
        var buffer = new ArrayBufferWriter<byte>(192);
        using (var json = new Utf8JsonWriter(buffer, Plainly))
        {
            json.WriteStartObject();
            WriteText(json, CorrelationKey, CorrelationId);
            WriteText(json, CausationKey, CausationId);
            if (Time is { } time)
                json.WriteString(TimeKey, time);
            if (Version != 1)
                json.WriteNumber(VersionKey, Version);
            WriteText(json, CompressorKey, Form.Compressor);
            WriteText(json, CipherKey, Form.Cipher);
            WriteText(json, KeyIdKey, Form.KeyId);
            WriteCustom(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <inheritdoc/>
    public bool Equals(EventMetadata? other) => other is not null
        && (CorrelationId, CausationId, Time, Version, Form) == (other.CorrelationId, other.CausationId, other.Time, other.Version, other.Form)
        && JsonNode.DeepEquals(Custom, other.Custom);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(CorrelationId, CausationId, Time, Version, Form);

    /// <summary>The version and the form of the data alone, without reading the rest: what folding needs of each
    /// event.</summary>
    internal static (int Version, DataForm Form) ShapeOf(ReadOnlyMemory<byte> metadata)
    {
        var bytes = metadata.Span;
        if (bytes.IndexOf(VersionKey.EncodedUtf8Bytes) < 0 && bytes.IndexOf(CompressorKey.EncodedUtf8Bytes) < 0 && bytes.IndexOf(CipherKey.EncodedUtf8Bytes) < 0)
            return (1, default);
        return Of(metadata, (1, default), static root => (VersionOf(root), FormOf(root)));
    }

    private static T Of<T>(ReadOnlyMemory<byte> metadata, T nothing, Func<JsonElement, T> read)
    {
        if (metadata.IsEmpty)
            return nothing;
        try
        {
            using var document = JsonDocument.Parse(metadata);
            return document.RootElement.ValueKind == JsonValueKind.Object ? read(document.RootElement) : nothing;
        }
        catch (JsonException)
        {
            return nothing;
        }
    }

    private static bool IsReserved(string key) => key is "" or "time" or "version" or "compressor" or "cipher" or "keyId" || key[0] == '$';

    private static int VersionOf(JsonElement root) =>
        root.TryGetProperty(VersionKey.EncodedUtf8Bytes, out var found) && found.ValueKind == JsonValueKind.Number && found.TryGetInt32(out var version) ? version : 1;

    private static DataForm FormOf(JsonElement root) => new(Text(root, CompressorKey), Text(root, CipherKey), Text(root, KeyIdKey));

    private static string? Text(JsonElement root, JsonEncodedText key) =>
        root.TryGetProperty(key.EncodedUtf8Bytes, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonObject? CustomOf(JsonElement root)
    {
        JsonObject? custom = null;
        foreach (var property in root.EnumerateObject())
            if (!IsReserved(property.Name))
                (custom ??= [])[property.Name] = Node(property.Value.Clone());
        return custom;
    }

    private static JsonNode? Node(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(value),
        JsonValueKind.Array => JsonArray.Create(value),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(value),
    };

    private static void WriteText(Utf8JsonWriter json, JsonEncodedText key, string? value)
    {
        if (value is not null)
            json.WriteString(key, value);
    }

    private void WriteCustom(Utf8JsonWriter json)
    {
        if (Custom is null)
            return;
        CheckCustom(Custom);
        foreach (var (key, value) in Custom)
        {
            json.WritePropertyName(key);
            if (value is null)
                json.WriteNullValue();
            else
                value.WriteTo(json);
        }
    }
}
