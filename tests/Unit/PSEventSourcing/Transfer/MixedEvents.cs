using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PSEventSourcing.Tests.Transfer;

/// <summary>A file of events of all sorts, written from what docs/export-format.md says and by nothing of the module.</summary>
internal static class MixedEvents
{
    private const int Streams = 37;

    public static async Task WriteAsync(string path, int count, int large)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = File.Create(path);
        await WriteAsync("""{"format":"PSEventSourcing.EventStream","version":1}""");
        var chance = new Random(1);
        for (var i = 0; i < count; i++)
            await WriteAsync(Line(i, chance, isLarge: large > 0 && i % (count / large) == count / large / 2));
        await WriteAsync(string.Create(CultureInfo.InvariantCulture, $$"""{"count":{{count}},"sha256":"{{Convert.ToHexStringLower(hash.GetCurrentHash())}}"}"""));

        async Task WriteAsync(string line)
        {
            var bytes = Encoding.UTF8.GetBytes(line + "\n");
            hash.AppendData(bytes);
            await file.WriteAsync(bytes, TestContext.Current.CancellationToken);
        }
    }

    private static string Line(int i, Random chance, bool isLarge)
    {
        var (data, isJson) = isLarge ? (Random(chance, 1024 * 1024), false) : Data(i, chance);
        var id = new byte[16];
        chance.NextBytes(id);
        return JsonSerializer.Serialize(new
        {
            stream = i % Streams == 5 ? "Zähler ✓ 日本 \"5\"" : string.Create(CultureInfo.InvariantCulture, $"Mixed-{i % Streams}"),
            revision = i / Streams,
            id = new Guid(id),
            type = i % 11 == 3 ? "Geändert \\ \t 😀" : "Changed",
            isJson,
            created = DateTimeOffset.UnixEpoch.AddSeconds(i),
            dataBase64 = data,
            metadataBase64 = (i % 5) switch
            {
                0 => [],
                1 => Random(chance, 20),
                _ => Encoding.UTF8.GetBytes($$"""{ "$correlationId" : "{{i}}" }"""),
            },
        });
    }

    private static (byte[] Data, bool IsJson) Data(int i, Random chance) => (i % 9) switch
    {
        0 => ([], true),
        1 => ([], false),
        2 => (Random(chance, chance.Next(1, 200)), false),
        3 => (Random(chance, 30), true),
        4 => (Encoding.UTF8.GetBytes("{\n  \"lines\": [1, 2]\r\n}"), true),
        5 => (Encoding.UTF8.GetBytes("""{"naïve": "日本語 😀 \u00e9 \ud83d\ude00", "n": 1.50e+3, "n": [ ] }"""), true),
        6 => (Encoding.UTF8.GetBytes(" 17 "), true),
        7 => ([0xEF, 0xBB, 0xBF, .. "{}"u8], true),
        _ => (Encoding.UTF8.GetBytes($$"""{"number":{{i}},"text":"{{new string('x', i % 50)}}"}"""), true),
    };

    private static byte[] Random(Random chance, int length)
    {
        var bytes = new byte[length];
        chance.NextBytes(bytes);
        return bytes;
    }
}
