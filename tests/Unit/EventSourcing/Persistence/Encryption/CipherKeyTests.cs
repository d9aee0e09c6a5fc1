using EventSourcing.Persistence.Encryption;

namespace EventSourcing.Tests.Persistence.Encryption;

public sealed class CipherKeyTests
{
    private const string Secret = "AAECAwQFBgcICQoLDA0ODw==";

    [Theory]
    [InlineData(128, 16)]
    [InlineData(192, 24)]
    [InlineData(256, 32)]
    public void A_new_key_is_random_base64_of_its_length(int bits, int bytes)
    {
        Assert.Equal(bytes, Convert.FromBase64String(CipherKey.Create(bits)).Length);
        Assert.NotEqual(CipherKey.Create(bits), CipherKey.Create(bits));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    [InlineData(130)]
    [InlineData(512)]
    public void Other_lengths_are_refused(int bits) => Assert.Throws<ArgumentOutOfRangeException>(() => CipherKey.Create(bits));

    [Fact]
    public void A_key_is_never_printed()
    {
        var keys = CipherKeys.Parse($"2026:{CipherKey.Create()},{Secret}");

        Assert.Equal("256-bit key '2026', 128-bit key without an id", keys.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(",")]
    [InlineData(Secret + ",")]
    [InlineData(Secret + "," + Secret)]
    [InlineData("a:" + Secret + ",a:" + Secret)]
    [InlineData("a b:" + Secret)]
    [InlineData(":" + Secret)]
    [InlineData("a:b:" + Secret)]
    [InlineData(Secret + "AAECAwQFBgcICQoLDA0ODw")]
    [InlineData("AAECAwQFBgcICQoLDA0O")]
    [InlineData("AAECAwQFBgcICQoLDA0OD")]
    [InlineData("AAECAwQFBgcICQoLDA0OD!==")]
    [InlineData("AAECAwQFBgcICQoLDA0OAAECAwQFBgcICQoLDA0OAAECAwQFBgcICQoLDA0OAAECAwQFBgcICQoLDA0OAAECAwQFBgcICQoLDA0O")]
    public void Keys_that_cannot_be_read_are_refused_without_repeating_them(string text)
    {
        var error = Assert.Throws<FormatException>(() => CipherKeys.Parse(text));

        Assert.DoesNotContain("AAEC", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_made_in_code_are_checked_alike()
    {
        Assert.Throws<ArgumentException>(() => new CipherKey("", new byte[16]));
        Assert.Throws<ArgumentException>(() => new CipherKey("a", new byte[15]));
        Assert.Throws<ArgumentException>(() => new CipherKeys());
        Assert.Throws<ArgumentException>(() => new CipherKeys(new CipherKey("a", new byte[16]), new CipherKey("a", new byte[32])));
    }
}
