using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace EventSourcing.Persistence.Python;

/// <summary>Floating-point numbers as Python's <c>repr(float)</c> writes them: the shortest digits that read back as the
/// same number, which are .NET's too, laid out otherwise.</summary>
internal static class PythonFloat
{
    /// <exception cref="JsonException">It is no finite number.</exception>
    public static string Format<T>(T value)
        where T : IFloatingPoint<T>
    {
        if (!T.IsFinite(value))
            throw new JsonException("NaN and the infinities have no place in JSON.");
        var shortest = value.ToString("R", CultureInfo.InvariantCulture).AsSpan();
        var sign = shortest[0] == '-' ? "-" : "";
        var mantissa = shortest[sign.Length..];
        var exponent = 0;
        if (mantissa.IndexOf('E') is >= 0 and var mark)
        {
            exponent = int.Parse(mantissa[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            mantissa = mantissa[..mark];
        }

        var dot = mantissa.IndexOf('.') is >= 0 and var found ? found : mantissa.Length;
        var all = string.Concat(mantissa[..dot], mantissa[Math.Min(dot + 1, mantissa.Length)..]).AsSpan();
        var digits = all.TrimStart('0');
        var point = dot + exponent - (all.Length - digits.Length);
        digits = digits.TrimEnd('0');
        return digits.IsEmpty ? sign + "0.0" : sign + Laid(digits, point);
    }

    private static string Laid(ReadOnlySpan<char> digits, int point)
    {
        if (point is <= -4 or > 16)
            return string.Create(CultureInfo.InvariantCulture, $"{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}e{point - 1:+00;-00}");
        if (point <= 0)
            return $"0.{new string('0', -point)}{digits}";
        return point < digits.Length ? $"{digits[..point]}.{digits[point..]}" : $"{digits}{new string('0', point - digits.Length)}.0";
    }
}
