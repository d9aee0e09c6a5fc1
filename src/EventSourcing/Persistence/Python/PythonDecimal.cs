using System.Globalization;
using System.Text.Json;

namespace EventSourcing.Persistence.Python;

/// <summary>Decimals as Python's <c>str(Decimal)</c> writes them, and <see cref="decimal"/> holds them: every digit and
/// every trailing zero.</summary>
internal static class PythonDecimal
{
    private const int MaxScale = 28;
    private const int Sign = unchecked((int)0x80000000);
    private static readonly UInt128 MaxCoefficient = (UInt128.One << 96) - 1;

    public static string Format(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var digits = new decimal(parts[0], parts[1], parts[2], isNegative: false, scale: 0).ToString(CultureInfo.InvariantCulture);
        var sign = (parts[3] & Sign) != 0 ? "-" : "";
        var point = digits.Length - ((parts[3] >> 16) & 0xFF);

        // Python turns to an exponent where more than five zeros would stand between the point and the digits.
        if (point <= -6)
            return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}{(digits.Length > 1 ? "." : "")}{digits.AsSpan(1)}E{point - 1}");
        if (point <= 0)
            return $"{sign}0.{new string('0', -point)}{digits}";
        return point == digits.Length ? sign + digits : $"{sign}{digits.AsSpan(0, point)}.{digits.AsSpan(point)}";
    }

    /// <exception cref="JsonException">It is no number, or has more digits than a decimal can hold.</exception>
    public static decimal Parse(string text)
    {
        var rest = text.AsSpan();
        var negative = rest is ['-', ..];
        if (rest is ['-' or '+', ..])
            rest = rest[1..];

        var exponent = 0;
        if (rest.IndexOfAny('e', 'E') is >= 0 and var mark)
        {
            if (!int.TryParse(rest[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
                throw NoNumber();
            rest = rest[..mark];
        }

        var fraction = rest.IndexOf('.') is >= 0 and var point ? rest[(point + 1)..] : [];
        var digits = string.Concat(rest[..(rest.Length - fraction.Length)].TrimEnd('.'), fraction);
        if (digits.Length == 0 || digits.AsSpan().ContainsAnyExceptInRange('0', '9'))
            throw NoNumber();
        return Make(digits.AsSpan().TrimStart('0'), (long)exponent - fraction.Length, negative);
    }

    private static decimal Make(ReadOnlySpan<char> digits, long exponent, bool negative)
    {
        if (digits.IsEmpty)
            exponent = Math.Min(exponent, 0);
        if (digits.Length > MaxScale + 1 || exponent < -MaxScale || exponent > MaxScale)
            throw TooLong();
        var coefficient = digits.IsEmpty ? UInt128.Zero : UInt128.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        for (; exponent > 0 && coefficient <= MaxCoefficient; exponent--)
            coefficient *= 10;
        return coefficient <= MaxCoefficient
            ? new decimal((int)(uint)coefficient, (int)(uint)(coefficient >> 32), (int)(uint)(coefficient >> 64), negative, (byte)-exponent)
            : throw TooLong();
    }

    private static JsonException NoNumber() => new("The text of a decimal is no finite number.");

    private static JsonException TooLong() => new("A decimal has more digits than System.Decimal can hold, which is 28 and some, 28 of them behind the point. It is not rounded; read it as text with a converter of your own.");
}
