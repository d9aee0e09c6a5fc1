using System.Globalization;
using System.Text.Json;

namespace EventSourcing.Persistence.Python;

/// <summary>Times as Python's <c>datetime.isoformat()</c> writes them: microseconds, which are left out where they are
/// zero, and the offset where there is one. What is finer than a microsecond is cut off.</summary>
internal static class PythonTime
{
    private const string Seconds = "yyyy-MM-dd'T'HH:mm:ss";
    private const string Fraction = "'.'ffffff";
    private const string Read = Seconds + ".FFFFFF";

    public static string Format(DateTimeOffset time) => time.ToString(Pattern(time.Ticks) + "zzz", CultureInfo.InvariantCulture);

    /// <exception cref="JsonException">The time has the kind of this machine.</exception>
    public static string Format(DateTime time) => time.Kind switch
    {
        DateTimeKind.Utc => Format(new DateTimeOffset(time)),
        DateTimeKind.Unspecified => time.ToString(Pattern(time.Ticks), CultureInfo.InvariantCulture),
        _ => throw new JsonException("A DateTime of the kind Local means another time on another machine; use DateTimeOffset."),
    };

    /// <exception cref="JsonException">It is no time with an offset.</exception>
    public static DateTimeOffset Parse(string text) =>
        DateTimeOffset.TryParseExact(text, Read + "zzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw new JsonException("The text of a datetime is no time with an offset of whole minutes, as DateTimeOffset needs.");

    /// <exception cref="JsonException">It is neither a time without an offset nor one in UTC.</exception>
    public static DateTime ParseDateTime(string text)
    {
        if (DateTime.TryParseExact(text, Read, CultureInfo.InvariantCulture, DateTimeStyles.None, out var naive))
            return naive;
        return Parse(text) is { Offset.Ticks: 0 } time
            ? time.UtcDateTime
            : throw new JsonException("The datetime has an offset, which DateTime cannot keep; use DateTimeOffset.");
    }

    private static string Pattern(long ticks) => ticks % TimeSpan.TicksPerSecond < TimeSpan.TicksPerMicrosecond ? Seconds : Seconds + Fraction;
}
