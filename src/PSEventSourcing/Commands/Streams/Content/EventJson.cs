using System.Buffers;
using System.Collections;
using System.Management.Automation;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PSEventSourcing.Commands.Streams.Content;

/// <summary>Writes what one has at the prompt as JSON: hashtables, objects, lists and plain values. What
/// <see cref="EventContent"/> reads, it writes as it was.</summary>
internal static class EventJson
{
    private const int MaxDepth = 64;
    private static readonly JsonWriterOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The data of an event: bytes as they are, text that is JSON as it is, anything else as JSON.</summary>
    /// <exception cref="InvalidEventDataException">It is text that is no JSON, or cannot be written as JSON.</exception>
    public static (ReadOnlyMemory<byte> Bytes, bool IsJson) ToData(object? value) => Bare(value) switch
    {
        null => (ReadOnlyMemory<byte>.Empty, true),
        byte[] bytes => (bytes, false),
        string text => (Checked(text), true),
        _ => (ToBytes(value), true),
    };

    /// <summary>A value as JSON.</summary>
    /// <exception cref="InvalidEventDataException">It cannot be written as JSON.</exception>
    public static ReadOnlyMemory<byte> ToBytes(object? value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Plainly))
            Write(json, value, depth: 0);
        return buffer.WrittenMemory;
    }

    /// <summary>The keys of a hashtable, or the properties of an object, with their values.</summary>
    public static IEnumerable<(string Name, object? Value)> Members(object? value) => Bare(value) switch
    {
        null => [],
        IDictionary dictionary => Entries(dictionary),
        _ => Properties(value!),
    };

    private static byte[] Checked(string text)
    {
        try
        {
            using var _ = JsonDocument.Parse(text);
            return Encoding.UTF8.GetBytes(text);
        }
        catch (JsonException error)
        {
            throw new InvalidEventDataException($"The text '{Start(text)}' is no JSON ({error.Message}) Give a hashtable or an object, JSON text, or bytes for anything else.", error);
        }
    }

    private static string Start(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static void Write(Utf8JsonWriter json, object? value, int depth)
    {
        if (depth > MaxDepth)
            throw new InvalidEventDataException($"The data is nested more than {MaxDepth} levels deep, or holds itself.");
        switch (Bare(value))
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case byte[] bytes:
                json.WriteBase64StringValue(bytes);
                break;
            case IDictionary dictionary:
                WriteObject(json, Entries(dictionary), depth);
                break;
            case PSObject or PSCustomObject:
                WriteObject(json, Properties(value!), depth);
                break;
            case var scalar when WriteScalar(json, scalar):
                break;
            case IEnumerable list:
                json.WriteStartArray();
                foreach (var item in list)
                    Write(json, item, depth + 1);
                json.WriteEndArray();
                break;
            default:
                WriteObject(json, Properties(value!), depth);
                break;
        }
    }

    /// <summary>Numbers keep their digits, times their offset; anything else that is one value becomes text.</summary>
    private static bool WriteScalar(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case bool yes:
                json.WriteBooleanValue(yes);
                return true;
            case double or float when !double.IsFinite(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)):
                throw new InvalidEventDataException($"{value} is no number that JSON knows.");
            case double or float or decimal or sbyte or byte or short or ushort or int or uint or long or ulong or BigInteger:
                json.WriteRawValue(((IFormattable)value).ToString(value is BigInteger ? "R" : null, System.Globalization.CultureInfo.InvariantCulture));
                return true;
            case DateTime or DateTimeOffset:
                json.WriteStringValue(((IFormattable)value).ToString("O", System.Globalization.CultureInfo.InvariantCulture));
                return true;
            case char or Enum or Guid or Uri or Version or TimeSpan or DateOnly or TimeOnly:
                json.WriteStringValue(value is IFormattable formattable ? formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture) : value.ToString());
                return true;
            default:
                return false;
        }
    }

    private static void WriteObject(Utf8JsonWriter json, IEnumerable<(string Name, object? Value)> members, int depth)
    {
        json.WriteStartObject();
        foreach (var (name, value) in members)
        {
            json.WritePropertyName(name);
            Write(json, value, depth + 1);
        }

        json.WriteEndObject();
    }

    private static IEnumerable<(string Name, object? Value)> Entries(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary)
            yield return (LanguagePrimitives.ConvertTo<string>(entry.Key), entry.Value);
    }

    private static IEnumerable<(string Name, object? Value)> Properties(object value)
    {
        foreach (var property in PSObject.AsPSObject(value).Properties)
            if (property is { IsGettable: true, MemberType: PSMemberTypes.NoteProperty or PSMemberTypes.Property })
                yield return (property.Name, property.Value);
    }

    private static object? Bare(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}
