using System.Globalization;
using System.Management.Automation;
using System.Text.Json;

namespace PSEventSourcing.Commands.Streams.Searching;

/// <summary>A path to a value in JSON, as one types it at the prompt: names with dots between them, and places in lists in
/// brackets. An asterisk in brackets is any place. Case does not matter, as it does not at the prompt.</summary>
internal sealed class PropertyPath
{
    private const string AnyPlace = "*";
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    private readonly string[] _steps;

    public PropertyPath(string text)
    {
        _steps = text.Replace("]", "", StringComparison.Ordinal).Split('.', '[');
        if (_steps.Any(step => step.Length == 0))
            throw new InvalidPropertyPathException(text);
    }

    /// <summary>Whether there is a value that a test accepts.</summary>
    public bool Finds(ReadOnlyMemory<byte> content, Func<JsonElement, bool> accepts)
    {
        if (content.IsEmpty)
            return false;
        try
        {
            using var json = JsonDocument.Parse(content, Deep);
            return Finds(json.RootElement, 0, accepts);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The test of a value against one that was typed: the same number, or text with wildcards.</summary>
    public static Func<JsonElement, bool> Accepting(object? value)
    {
        var text = LanguagePrimitives.ConvertTo<string>(value) ?? "";
        var pattern = WildcardPattern.Get(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        var number = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) ? parsed : (decimal?)null;
        return element => element.ValueKind switch
        {
            JsonValueKind.Number when number is not null && element.TryGetDecimal(out var stored) => stored == number,
            JsonValueKind.String => pattern.IsMatch(element.GetString()!),
            JsonValueKind.Null => value is null,
            _ => pattern.IsMatch(element.GetRawText()),
        };
    }

    private bool Finds(JsonElement element, int step, Func<JsonElement, bool> accepts)
    {
        if (step == _steps.Length)
            return accepts(element);
        return element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().Any(property => property.Name.Equals(_steps[step], StringComparison.OrdinalIgnoreCase) && Finds(property.Value, step + 1, accepts)),
            JsonValueKind.Array when _steps[step] == AnyPlace => element.EnumerateArray().Any(item => Finds(item, step + 1, accepts)),
            JsonValueKind.Array => int.TryParse(_steps[step], NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < element.GetArrayLength() && Finds(element[place], step + 1, accepts),
            _ => false,
        };
    }
}
