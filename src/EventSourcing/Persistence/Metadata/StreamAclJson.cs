using System.Text.Json;

namespace EventSourcing.Persistence.Metadata;

/// <summary>An access control list as the server reads it: one name, or an array of names.</summary>
internal static class StreamAclJson
{
    public static void Write(Utf8JsonWriter json, StreamAcl acl)
    {
        json.WriteStartObject();
        Write(json, "$r", acl.Read);
        Write(json, "$w", acl.Write);
        Write(json, "$d", acl.Delete);
        Write(json, "$mr", acl.MetadataRead);
        Write(json, "$mw", acl.MetadataWrite);
        json.WriteEndObject();
    }

    public static StreamAcl Read(JsonElement json) => new()
    {
        Read = Names(json, "$r"),
        Write = Names(json, "$w"),
        Delete = Names(json, "$d"),
        MetadataRead = Names(json, "$mr"),
        MetadataWrite = Names(json, "$mw"),
    };

    private static void Write(Utf8JsonWriter json, string key, IReadOnlyList<string>? names)
    {
        if (names is null)
            return;
        json.WriteStartArray(key);
        foreach (var name in names)
            json.WriteStringValue(name);
        json.WriteEndArray();
    }

    private static List<string>? Names(JsonElement acl, string key)
    {
        if (!acl.TryGetProperty(key, out var names))
            return null;
        return names.ValueKind == JsonValueKind.String ? [names.GetString()!] : [.. names.EnumerateArray().Select(name => name.GetString()!)];
    }
}
