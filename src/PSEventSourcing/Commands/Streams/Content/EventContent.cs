using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace PSEventSourcing.Commands.Streams.Content;

/// <summary>Turns the bytes of events into what is handy at the prompt.</summary>
internal static class EventContent
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    /// <summary>JSON as objects with properties; what is no JSON as <see cref="Show"/> does.</summary>
    public static object? Parse(ReadOnlyMemory<byte> content)
    {
        if (content.IsEmpty)
            return null;
        try
        {
            using var document = JsonDocument.Parse(content, Deep);
            return Convert(document.RootElement);
        }
        catch (JsonException)
        {
            return Show(content);
        }
    }

    /// <summary>JSON as objects with properties.</summary>
    // Text that looks like a date stays text: what was stored is shown as it was stored.
    public static object? Convert(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => ConvertObject(element),
        JsonValueKind.Array => element.EnumerateArray().Select(Convert).ToArray(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => ConvertNumber(element),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>Text where it is text, else bytes; nothing where there is none.</summary>
    public static object? Show(ReadOnlyMemory<byte> content)
    {
        if (content.IsEmpty)
            return null;
        try
        {
            return StrictUtf8.GetString(content.Span);
        }
        catch (DecoderFallbackException)
        {
            return content.ToArray();
        }
    }

    /// <summary>Properties of PowerShell objects have names that differ in more than case; JSON that has others becomes
    /// a dictionary, which a dot reaches into as well.</summary>
    private static object ConvertObject(JsonElement element)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (!element.EnumerateObject().All(property => property.Name.Length > 0 && names.Add(property.Name)))
        {
            var dictionary = new OrderedDictionary(StringComparer.Ordinal);
            foreach (var property in element.EnumerateObject())
                dictionary[property.Name] = Convert(property.Value);
            return dictionary;
        }

        var result = new PSObject();
        foreach (var property in element.EnumerateObject())
            result.Properties.Add(new PSNoteProperty(property.Name, Convert(property.Value)));
        return result;
    }

    private static object ConvertNumber(JsonElement element)
    {
        if (element.TryGetInt64(out var integer))
            return integer;
        var text = element.GetRawText();
        if (text.AsSpan().IndexOfAny(".eE") < 0)
            return BigInteger.Parse(text, CultureInfo.InvariantCulture);
        return element.TryGetDecimal(out var exact) ? exact : element.GetDouble();
    }
}
