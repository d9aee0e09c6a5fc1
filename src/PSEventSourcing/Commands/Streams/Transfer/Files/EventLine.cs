using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Streams.Transfer.Files;

/// <summary>An event as a line of an export (docs/export-format.md).</summary>
internal static class EventLine
{
    private const string Base64 = "Base64";
    private const int MostLevels = 256;

    /// <summary>Writes a line, without the newline.</summary>
    public static void Write(Utf8JsonWriter json, RecordedEvent recorded)
    {
        json.WriteStartObject();
        json.WriteString("stream"u8, recorded.Stream);
        json.WriteNumber("revision"u8, recorded.Revision);
        json.WriteString("id"u8, recorded.Id);
        json.WriteString("type"u8, recorded.Type);
        json.WriteBoolean("isJson"u8, recorded.IsJson);
        json.WriteString("created"u8, recorded.Created.ToString("O", CultureInfo.InvariantCulture));
        WriteContent(json, "data", recorded.Data.Span);
        WriteContent(json, "metadata", recorded.Metadata.Span);
        json.WriteEndObject();
        json.Flush();
    }

    /// <summary>Reads a line.</summary>
    /// <exception cref="FormatException">It is no event.</exception>
    public static RecordedEvent Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return Parse(line);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new FormatException($"It is no event: {error.Message}", error);
        }
    }

    /// <summary>As JSON where a reader can take the same bytes out of the line again, else as base64; nothing where there
    /// is nothing.</summary>
    private static void WriteContent(Utf8JsonWriter json, string name, ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
            return;
        if (IsOneLineOfJson(content))
        {
            json.WritePropertyName(name);
            json.WriteRawValue(content, skipInputValidation: true);
        }
        else
        {
            json.WriteBase64String(name + Base64, content);
        }
    }

    private static bool IsOneLineOfJson(ReadOnlySpan<byte> content)
    {
        if (content.IndexOfAny((byte)'\n', (byte)'\r') >= 0 || IsSpace(content[0]) || IsSpace(content[^1]) || !Utf8.IsValid(content))
            return false;
        var reader = new Utf8JsonReader(content, new JsonReaderOptions { MaxDepth = MostLevels });
        try
        {
            while (reader.Read())
            {
                // Reading to the end is the proof.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsSpace(byte character) => character is (byte)' ' or (byte)'\t';

    private static RecordedEvent Parse(ReadOnlySpan<byte> line)
    {
        var fields = new Fields();
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = MostLevels + 1 });
        Expect(reader.Read() && reader.TokenType == JsonTokenType.StartObject, "It is no JSON object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            fields.Set(name, ref reader, line);
        }

        Expect(!reader.Read(), "There is something behind the event.");
        return fields.ToEvent();
    }

    private static void Expect(bool holds, string why)
    {
        if (!holds)
            throw new FormatException(why);
    }

    /// <summary>What a line has said so far; each thing once.</summary>
    private ref struct Fields
    {
        private string? _stream;
        private long? _revision;
        private Guid? _id;
        private string? _type;
        private bool? _isJson;
        private DateTimeOffset? _created;
        private byte[]? _data;
        private byte[]? _metadata;

        public void Set(string name, ref Utf8JsonReader reader, ReadOnlySpan<byte> line)
        {
            switch (name)
            {
                case "stream":
                    Once(_stream is null, name, _stream = reader.GetString());
                    break;
                case "revision":
                    Once(_revision is null, name, _revision = reader.GetInt64());
                    break;
                case "id":
                    Once(_id is null, name, _id = reader.GetGuid());
                    break;
                case "type":
                    Once(_type is null, name, _type = reader.GetString());
                    break;
                case "isJson":
                    Once(_isJson is null, name, _isJson = reader.GetBoolean());
                    break;
                case "created":
                    Once(_created is null, name, _created = reader.GetDateTimeOffset());
                    break;
                case "data" or "data" + Base64:
                    Once(_data is null, name, _data = Content(name, ref reader, line));
                    break;
                case "metadata" or "metadata" + Base64:
                    Once(_metadata is null, name, _metadata = Content(name, ref reader, line));
                    break;
                default:
                    throw new FormatException($"It says '{name}', which is not known of events.");
            }
        }

        public readonly RecordedEvent ToEvent()
        {
            Expect(_stream is { Length: > 0 }, "It names no stream.");
            Expect(_type is { Length: > 0 }, "It names no type.");
            Expect(_id is { } id && id != Guid.Empty, "It has no id.");
            Expect(_revision >= 0 && _isJson is not null && _created is not null, "It lacks a revision, isJson or created.");
            return new RecordedEvent
            {
                Stream = _stream!,
                Revision = _revision!.Value,
                Position = null,
                Id = _id!.Value,
                Type = _type!,
                Created = _created!.Value,
                Data = _data,
                Metadata = _metadata,
                IsJson = _isJson!.Value,
            };
        }

        private static void Once(bool isFirst, string name, object? value)
        {
            Expect(isFirst, $"It says '{name}' twice.");
            Expect(value is not null, $"Its '{name}' says nothing.");
        }

        private static byte[] Content(string name, ref Utf8JsonReader reader, ReadOnlySpan<byte> line)
        {
            if (name.EndsWith(Base64, StringComparison.Ordinal))
                return reader.GetBytesFromBase64();
            var begin = (int)reader.TokenStartIndex;
            reader.Skip();
            return line[begin..(int)reader.BytesConsumed].ToArray();
        }
    }
}
