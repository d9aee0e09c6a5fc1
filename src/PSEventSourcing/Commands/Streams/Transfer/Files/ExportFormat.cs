using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PSEventSourcing.Commands.Streams.Transfer.Files;

/// <summary>The first line of an export and the last (docs/export-format.md).</summary>
internal static class ExportFormat
{
    /// <summary>The most bytes of a line: several times what an event of EventStoreDB can have.</summary>
    public const int LongestLine = 64 * 1024 * 1024;

    private const string Name = "PSEventSourcing.EventStream";
    private const int Version = 1;

    /// <summary>The first line.</summary>
    public static byte[] Header { get; } = Encoding.UTF8.GetBytes($$"""{"format":"{{Name}}","version":{{Version}}}""" + "\n");

    /// <summary>The last line.</summary>
    public static byte[] Footer(long count, string sha256) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"count":{{count}},"sha256":"{{sha256}}"}""") + "\n");

    /// <summary>Whether a line is the last.</summary>
    public static bool IsFooter(ReadOnlySpan<byte> line) => line.StartsWith("{\"count\""u8);

    /// <exception cref="FormatException">The line begins no export, or one of a version that is not known here.</exception>
    public static void CheckHeader(ReadOnlyMemory<byte> line)
    {
        if (line.Span.SequenceEqual(Header))
            return;
        try
        {
            using var header = JsonDocument.Parse(line);
            if (header.RootElement.GetProperty("format").ValueEquals(Name) && header.RootElement.GetProperty("version").GetInt32() is var version && version != Version)
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"The file is of version {version} of the format; here only version {Version} is known."));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException("The file does not begin as an export of streams does.", error);
        }

        throw new FormatException("The file does not begin as an export of streams does.");
    }

    /// <exception cref="FormatException">The line does not end what came before it.</exception>
    public static void CheckFooter(ReadOnlySpan<byte> line, long count, string sha256)
    {
        if (!line.SequenceEqual(Footer(count, sha256)))
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"The count or the SHA-256 in it is not that of what comes before, which is {count} events with the SHA-256 {sha256}."));
    }
}
