using System.Buffers;
using System.Globalization;
using System.Text;

namespace EventSourcing.Persistence.Python;

/// <summary>Text within JSON as Python's <c>json.dumps(ensure_ascii=False)</c> writes it: only what JSON forbids is
/// escaped, and with small hexadecimal digits. The encoders of .NET always escape more.</summary>
internal static class PythonText
{
    /// <summary>Copies JSON, its escapes turned into Python's.</summary>
    public static void Rewrite(ReadOnlySpan<byte> json, IBufferWriter<byte> rewritten)
    {
        while (json.IndexOf((byte)'\\') is >= 0 and var escape)
        {
            rewritten.Write(json[..escape]);
            json = json[escape..];
            var length = json[1] == 'u' ? RewriteNumber(json, rewritten) : Copy(json[..2], rewritten);
            json = json[length..];
        }

        rewritten.Write(json);
    }

    private static int RewriteNumber(ReadOnlySpan<byte> json, IBufferWriter<byte> rewritten)
    {
        var first = Unit(json);
        if (first < ' ')
        {
            rewritten.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)first:x4}")));
            return 6;
        }

        var pair = char.IsHighSurrogate(first);
        var rune = pair ? new Rune(first, Unit(json[6..])) : new Rune(first);
        rewritten.Advance(rune.EncodeToUtf8(rewritten.GetSpan(4)));
        return pair ? 12 : 6;
    }

    private static int Copy(ReadOnlySpan<byte> escape, IBufferWriter<byte> rewritten)
    {
        rewritten.Write(escape);
        return escape.Length;
    }

    private static char Unit(ReadOnlySpan<byte> escape) =>
        (char)ushort.Parse(escape[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
