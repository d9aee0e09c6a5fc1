using CsCheck;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Transfer;

/// <summary>Whatever happens to a file: it is refused with a line named and nothing written, or it says what it said.</summary>
public sealed class DamagedFileTests : IDisposable
{
    private readonly ModuleHost _host = new();
    private readonly ScratchDirectory _directory = new();
    private int _tries;

    public DamagedFileTests() => _directory.Enter(_host);

    public void Dispose()
    {
        _host.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("whole.ndjson")]
    [InlineData("whole.ndjson.gz")]
    public async Task Damage_is_found_or_does_no_harm(string file)
    {
        await MixedEvents.WriteAsync(_directory["source.ndjson"], 60, large: 0);
        _host.Run($"Import-EventStream source.ndjson -Prefix m- | Out-Null; Export-EventStream -All -Path {file} | Out-Null").Succeeded();
        var whole = await File.ReadAllBytesAsync(_directory[file], TestContext.Current.CancellationToken);

        var damages = Gen.Select(Gen.Int[0, 3], Gen.Int[0, whole.Length - 1], Gen.Byte.Array[1, 8], Gen.Int[0, 7]);
        damages.Sample(
            damage => IsFoundOrDoesNoHarm(Damage(whole, damage)),
            iter: 100,
            threads: 1,
            print: damage => $"{damage.Item1} at {damage.Item2}: {Convert.ToHexString(damage.Item3)} {damage.Item4}");
    }

    private static byte[] Damage(byte[] whole, (int Kind, int At, byte[] Bytes, int Bit) damage)
    {
        var (kind, at, bytes, bit) = damage;
        switch (kind)
        {
            case 0:
                var flipped = whole.ToArray();
                flipped[at] ^= (byte)(1 << bit);
                return flipped;
            case 1:
                return whole[..at];
            case 2:
                return [.. whole[..at], .. bytes, .. whole[at..]];
            default:
                return [.. whole[..at], .. whole[Math.Min(whole.Length, at + bytes.Length)..]];
        }
    }

    private void IsFoundOrDoesNoHarm(byte[] damaged)
    {
        File.WriteAllBytes(_directory["damaged"], damaged);
        var prefix = $"try{_tries++}-";
        var outcome = _host.Run($"Import-EventStream damaged -Prefix {prefix} | Out-Null");
        if (outcome.Errors.Count == 0)
        {
            Assert.Empty(_host.Run($"Compare-EventStream m-* -Prefix {prefix}").Succeeded().Output);
            return;
        }

        Assert.Equal("ExportDamaged", outcome.ErrorId);
        Assert.Matches(@"Line \d+: ", outcome.Error.Exception.Message);
        Assert.Empty(_host.Run($"Get-EventStream {prefix}*").Succeeded().Output);
    }
}
