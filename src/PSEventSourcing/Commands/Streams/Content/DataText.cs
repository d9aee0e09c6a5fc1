using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace PSEventSourcing.Commands.Streams.Content;

/// <summary>Writes what an event says in short, for tables: as PowerShell writes objects, <c>@{Name=Fido}</c>, but also
/// what is inside of them, of which PowerShell shows nothing.</summary>
internal static class DataText
{
    private const int Longest = 1000;

    /// <summary>Text is left as it is; objects, lists and bytes become text.</summary>
    public static string Of(object? value)
    {
        if (value is string whole)
            return whole;
        var text = new StringBuilder();
        Write(text, value);
        return text.Length <= Longest ? text.ToString() : text.ToString(0, Longest - 1) + "…";
    }

    private static void Write(StringBuilder text, object? value)
    {
        if (text.Length > Longest)
            return;
        switch (value)
        {
            case PSObject or IDictionary:
                WriteItems(text, "@{", EventJson.Members(value), "; ", member => Write(text.Append(member.Name).Append('='), member.Value));
                break;
            case byte[] bytes:
                WriteItems(text, "{", bytes.Take(Longest), ", ", item => text.Append(CultureInfo.InvariantCulture, $"{item}"));
                break;
            case object?[] list:
                WriteItems(text, "{", list, ", ", item => Write(text, item));
                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
        }
    }

    private static void WriteItems<T>(StringBuilder text, string begin, IEnumerable<T> items, string between, Action<T> write)
    {
        text.Append(begin);
        var first = text.Length;
        foreach (var item in items.TakeWhile(_ => text.Length <= Longest))
        {
            if (text.Length > first)
                text.Append(between);
            write(item);
        }

        text.Append('}');
    }
}
