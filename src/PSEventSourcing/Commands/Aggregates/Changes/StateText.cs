using System.Globalization;
using PSEventSourcing.Commands.Streams.Content;

namespace PSEventSourcing.Commands.Aggregates.Changes;

/// <summary>Writes parts of a state in short, for tables.</summary>
internal static class StateText
{
    private const int Longest = 60;

    public static string Of(object? value)
    {
        var text = Whole(value);
        return text.Length <= Longest ? text : text[..(Longest - 1)] + "…";
    }

    /// <summary>The properties of an object, each in short.</summary>
    public static string Members(object? value) => string.Join(", ", EventJson.Members(value).Select(member => $"{member.Name}={Of(member.Value)}"));

    private static string Whole(object? value) => value switch
    {
        null => "null",
        "" => "''",
        string text => text,
        object?[] list => $"[{string.Join(", ", list.Select(Of))}]",
        _ when StateComparison.IsObject(value) => $"{{{Members(value)}}}",
        _ => Convert.ToString(value, CultureInfo.CurrentCulture) ?? "",
    };
}
