using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventSourcing.Persistence.Json;

/// <summary>Text as it is; one that UTF-8 cannot hold, because half a surrogate pair is missing, is refused instead of
/// changed silently.</summary>
internal sealed class TextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(Checked(value));

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(Checked(value));

    private static string Checked(string value)
    {
        var rest = value.AsSpan();
        while (rest.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var index)
        {
            if (index + 1 == rest.Length || !char.IsSurrogatePair(rest[index], rest[index + 1]))
                throw new JsonException("A text holds half of a surrogate pair, which is no character.");
            rest = rest[(index + 2)..];
        }

        return value;
    }
}
