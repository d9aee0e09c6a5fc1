using System.Buffers;
using EventSourcing.Persistence;
using EventSourcing.Persistence.Compression;
using EventSourcing.Persistence.Encryption;

namespace EventSourcing.Tests.Persistence.Mapping;

public sealed class DataCodecSettingsTests
{
    private const string Key = "AAECAwQFBgcICQoLDA0ODw==";

    [Fact]
    public void Nothing_is_done_unless_set() => Assert.True(Codec().Form.IsPlain);

    [Theory]
    [InlineData("brotli", "brotli")]
    [InlineData("zlib", "zlib")]
    [InlineData("eventsourcing.compressor:ZlibCompressor", "zlib")]
    public void A_compressor_is_named(string topic, string name) => Assert.Equal(new DataForm(name, null, null), Codec(("COMPRESSOR_TOPIC", topic)).Form);

    [Fact]
    public void A_key_alone_means_AES_GCM() => Assert.Equal(new DataForm(null, "aes-gcm", null), Codec(("CIPHER_KEY", Key)).Form);

    [Theory]
    [InlineData("aes-gcm")]
    [InlineData("eventsourcing.cipher:AESCipher")]
    public void A_cipher_is_named(string topic) =>
        Assert.Equal(new DataForm(null, "aes-gcm", "2026"), Codec(("CIPHER_TOPIC", topic), ("CIPHER_KEY", $"2026:{CipherKey.Create()},{Key}")).Form);

    [Fact]
    public void The_applications_own_keys_go_first() =>
        Assert.Equal(new DataForm("zlib", "aes-gcm", "own"), Codec(("COMPRESSOR_TOPIC", "brotli"), ("SCHOOL_COMPRESSOR_TOPIC", "zlib"), ("CIPHER_KEY", Key), ("SCHOOL_CIPHER_KEY", "own:" + Key)).Form);

    [Fact]
    public void Classes_of_your_own_are_named_with_their_assembly()
    {
        var codec = Codec(("COMPRESSOR_TOPIC", typeof(Copying).AssemblyQualifiedName!), ("CIPHER_TOPIC", typeof(Open).AssemblyQualifiedName!), ("CIPHER_KEY", "a:" + Key));

        Assert.Equal(new DataForm("copying", "open", "a"), codec.Form);
        Assert.Equal("keyless", Codec(("CIPHER_TOPIC", typeof(Keyless).AssemblyQualifiedName!)).Form.Cipher);
    }

    [Theory]
    [InlineData("COMPRESSOR_TOPIC", "lzma", "'lzma'")]
    [InlineData("COMPRESSOR_TOPIC", "", "''")]
    [InlineData("COMPRESSOR_TOPIC", "System.String", "ICompressor")]
    [InlineData("COMPRESSOR_TOPIC", "No.Such, No.Such.Assembly", "No.Such.Assembly")]
    [InlineData("COMPRESSOR_TOPIC", "[[,", "[[,")]
    [InlineData("CIPHER_TOPIC", "rot13", "'rot13'")]
    [InlineData("CIPHER_TOPIC", "aes-gcm", "CIPHER_KEY")]
    [InlineData("CIPHER_KEY", "", "base64")]
    [InlineData("CIPHER_KEY", "AAEC", "3 bytes")]
    [InlineData("CIPHER_KEY", "AAECAwQFBgcICQoLDA0OD", "base64")]
    public void A_wrong_value_names_every_key_tried_and_never_the_secret(string key, string value, string part)
    {
        var error = Assert.Throws<ConfigurationException>(() => Codec((key, value)));

        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        var tried = part == "CIPHER_KEY" ? "CIPHER_KEY" : key;
        Assert.Contains($"SCHOOL_{tried}, {tried}", error.Message, StringComparison.Ordinal);
        if (value.StartsWith("AAEC", StringComparison.Ordinal))
            Assert.DoesNotContain("AAEC", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("COMPRESSOR_TOPIC", typeof(Demanding))]
    [InlineData("COMPRESSOR_TOPIC", typeof(Failing))]
    [InlineData("CIPHER_TOPIC", typeof(DemandingCipher))]
    [InlineData("CIPHER_TOPIC", typeof(Open))]
    public void A_class_that_cannot_be_made_is_refused(string key, Type type) =>
        Assert.Throws<ConfigurationException>(() => Codec((key, type.AssemblyQualifiedName!)));

    private static DataCodec Codec(params (string Key, string Value)[] values)
    {
        var settings = new Settings();
        foreach (var (key, value) in values)
            settings[key] = value;
        return DataCodec.From(settings.For("School", new Dictionary<string, string>()));
    }

    public class Copying : ICompressor
    {
        public string Name => "copying";

        public void Compress(ReadOnlySpan<byte> data, IBufferWriter<byte> compressed) => compressed.Write(data);

        public void Decompress(ReadOnlySpan<byte> compressed, IBufferWriter<byte> data) => data.Write(compressed);
    }

    public sealed class Demanding : Copying
    {
        public Demanding(int level) => _ = level;
    }

    public sealed class Failing : Copying
    {
        public Failing() => throw new InvalidOperationException("No luck.");
    }

    public class Open(CipherKeys keys) : ICipher
    {
        public virtual string Name => "open";

        public string? KeyId => keys.Current.Id;

        public bool HasKey(string? keyId) => keys.TryFind(keyId, out _);

        public void Encrypt(ReadOnlySpan<byte> data, ReadOnlySpan<byte> associatedData, IBufferWriter<byte> encrypted) => encrypted.Write(data);

        public void Decrypt(ReadOnlySpan<byte> encrypted, ReadOnlySpan<byte> associatedData, string? keyId, IBufferWriter<byte> data) => data.Write(encrypted);
    }

    public sealed class Keyless() : Open(CipherKeys.Parse(Key))
    {
        public override string Name => "keyless";
    }

    public sealed class DemandingCipher : Open
    {
        public DemandingCipher(int rounds)
            : base(CipherKeys.Parse(Key)) => _ = rounds;
    }
}
