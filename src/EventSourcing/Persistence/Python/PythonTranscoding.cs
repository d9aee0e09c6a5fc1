using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventSourcing.Persistence.Python;

/// <summary>A value that JSON has no form for, as the Python library's transcoder writes it:
/// <c>{"_type_":"uuid_hex","_data_":"…"}</c>. Derive from it for each <c>Transcoding</c> of your own in Python, and add
/// it to the converters of the options.</summary>
/// <typeparam name="T">The class of the values.</typeparam>
public abstract class PythonTranscoding<T> : JsonConverter<T>
{
    private static readonly JsonEncodedText TypeKey = JsonEncodedText.Encode("_type_");
    private static readonly JsonEncodedText DataKey = JsonEncodedText.Encode("_data_");

    /// <summary>Names the transcoding.</summary>
    /// <param name="name">Its name in Python, such as <c>uuid_hex</c>.</param>
    protected PythonTranscoding(string name) => Name = name;

    /// <summary>The name of the transcoding in Python.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? name = null;
        string? data = null;
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Untagged();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals(TypeKey.EncodedUtf8Bytes);
            if (!isType && !reader.ValueTextEquals(DataKey.EncodedUtf8Bytes) || !reader.Read() || reader.TokenType != JsonTokenType.String)
                throw Untagged();
            if (isType)
                name = reader.GetString();
            else
                data = reader.GetString();
        }

        return data is not null && string.Equals(name, Name, StringComparison.Ordinal) ? Decode(data) : throw Untagged();
    }

    /// <inheritdoc/>
    public sealed override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString(TypeKey, Name);
        writer.WriteString(DataKey, Encode(value));
        writer.WriteEndObject();
    }

    /// <summary>Turns a value into its text, as <c>encode</c> does in Python.</summary>
    protected abstract string Encode(T value);

    /// <summary>Turns the text back into a value, as <c>decode</c> does in Python.</summary>
    /// <exception cref="JsonException">The text is none.</exception>
    protected abstract T Decode(string data);

    private JsonException Untagged() => new($"A {typeof(T).Name} must be an object with _type_ '{Name}' and a text as _data_.");
}
