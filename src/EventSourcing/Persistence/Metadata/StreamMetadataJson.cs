using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EventSourcing.Persistence.Metadata;

/// <summary>Stream metadata as the server reads it (wire/PROTOCOL.md, c).</summary>
internal static class StreamMetadataJson
{
    private const string MaxAge = "$maxAge";
    private const string MaxCount = "$maxCount";
    private const string TruncateBefore = "$tb";
    private const string CacheControl = "$cacheControl";
    private const string Acl = "$acl";
    private static readonly string[] Known = [MaxAge, MaxCount, TruncateBefore, CacheControl, Acl];
    private static readonly JsonWriterOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="ArgumentException">A value is one that the server would ignore.</exception>
    public static byte[] Write(StreamMetadata metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Plainly))
        {
            json.WriteStartObject();
            WriteNumber(json, MaxAge, Seconds(metadata.MaxAge, nameof(metadata.MaxAge)), least: 1);
            WriteNumber(json, MaxCount, metadata.MaxCount, least: 1);
            WriteNumber(json, TruncateBefore, metadata.TruncateBefore, least: 0);
            WriteNumber(json, CacheControl, Seconds(metadata.CacheControl, nameof(metadata.CacheControl)), least: 1);
            if (metadata.Acl is { } acl)
            {
                json.WritePropertyName(Acl);
                StreamAclJson.Write(json, acl);
            }

            foreach (var (key, value) in metadata.Custom)
                WriteCustom(json, key, value);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <returns><see langword="null"/> where the server ignores all of it.</returns>
    public static StreamMetadata? Read(ReadOnlyMemory<byte> data)
    {
        try
        {
            using var json = JsonDocument.Parse(data);
            return json.RootElement.ValueKind == JsonValueKind.Object ? Read(json.RootElement) : null;
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private static StreamMetadata Read(JsonElement json)
    {
        var metadata = new StreamMetadata();
        var custom = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject())
        {
            switch (property.Name)
            {
                case MaxAge:
                    metadata = metadata with { MaxAge = Duration(property.Value) };
                    break;
                case MaxCount:
                    metadata = metadata with { MaxCount = Number(property.Value, least: 1) };
                    break;
                case TruncateBefore:
                    metadata = metadata with { TruncateBefore = Number(property.Value, least: 0) };
                    break;
                case CacheControl:
                    metadata = metadata with { CacheControl = Duration(property.Value) };
                    break;
                case Acl:
                    metadata = metadata with { Acl = StreamAclJson.Read(property.Value) };
                    break;
                default:
                    custom[property.Name] = property.Value.GetRawText();
                    break;
            }
        }

        return metadata with { Custom = custom };
    }

    /// <summary>The server ignores a number out of range, and everything if it is no whole number.</summary>
    private static long? Number(JsonElement value, long least) => value.GetInt64() is var number && number >= least ? number : null;

    private static TimeSpan? Duration(JsonElement value) =>
        Number(value, least: 1) is { } seconds ? TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerSecond)) : null;

    private static long? Seconds(TimeSpan? duration, string name) => duration is { } given && given.Ticks % TimeSpan.TicksPerSecond != 0
        ? throw new ArgumentException($"{name} is {given}, and must be whole seconds.", name)
        : duration?.Ticks / TimeSpan.TicksPerSecond;

    private static void WriteNumber(Utf8JsonWriter json, string key, long? value, long least)
    {
        if (value is not { } number)
            return;
        if (number < least)
            throw new ArgumentException(FormattableString.Invariant($"{key} is {number}, and must be {least} or more."), key);
        json.WriteNumber(key, number);
    }

    private static void WriteCustom(Utf8JsonWriter json, string key, string value)
    {
        if (Known.Contains(key))
            throw new ArgumentException($"{key} is a key of the server's own, and has a property of its own.", key);
        json.WritePropertyName(key);
        try
        {
            json.WriteRawValue(value);
        }
        catch (JsonException error)
        {
            throw new ArgumentException($"The value of {key} is no JSON text.", key, error);
        }
    }
}
