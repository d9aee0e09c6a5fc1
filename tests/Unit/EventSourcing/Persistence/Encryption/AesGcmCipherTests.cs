using System.Buffers;
using System.Security.Cryptography;
using CsCheck;
using EventSourcing.Persistence.Encryption;

namespace EventSourcing.Tests.Persistence.Encryption;

public sealed class AesGcmCipherTests
{
    private static readonly byte[] Event = [1, 2, 3];

    [Theory]
    [InlineData(128)]
    [InlineData(192)]
    [InlineData(256)]
    public void What_was_encrypted_comes_back(int bits)
    {
        var cipher = Cipher(CipherKey.Create(bits));
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Byte.Array[0, 20]).Sample((data, belongsTo) => Assert.Equal(data, Decrypted(cipher, Encrypted(cipher, data, belongsTo), belongsTo)));
    }

    [Fact]
    public void The_bytes_are_nonce_tag_and_ciphertext()
    {
        var key = CipherKey.Create();
        var encrypted = Encrypted(Cipher(key), [7, 8, 9], Event);
        using var aes = new AesGcm(Convert.FromBase64String(key), 16);
        var plain = new byte[3];

        aes.Decrypt(encrypted.AsSpan(0, 12), encrypted.AsSpan(28), encrypted.AsSpan(12, 16), plain, Event);

        Assert.Equal([7, 8, 9], plain);
        Assert.Equal(31, encrypted.Length);
    }

    [Fact]
    public void Each_time_the_nonce_is_new()
    {
        var cipher = Cipher(CipherKey.Create());

        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => Convert.ToHexString(Encrypted(cipher, [], Event)[..12])).Distinct().Count());
    }

    [Fact]
    public void Every_changed_bit_is_noticed()
    {
        var cipher = Cipher(CipherKey.Create());
        var encrypted = Encrypted(cipher, [7, 8, 9], Event);
        for (var bit = 0; bit < encrypted.Length * 8; bit++)
        {
            var changed = encrypted.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.ThrowsAny<CryptographicException>(() => Decrypted(cipher, changed, Event));
        }

        Assert.ThrowsAny<CryptographicException>(() => Decrypted(cipher, encrypted, [1, 2, 4]));
        Assert.ThrowsAny<CryptographicException>(() => Decrypted(cipher, encrypted[..27], Event));
        Assert.ThrowsAny<CryptographicException>(() => Decrypted(Cipher(CipherKey.Create()), encrypted, Event));
    }

    [Fact]
    public void The_first_key_encrypts_and_all_decrypt()
    {
        var (old, older, now) = (CipherKey.Create(), CipherKey.Create(128), CipherKey.Create(192));
        var byOld = Encrypted(Cipher($"2025:{old}"), [1], Event);
        var byOlder = Encrypted(Cipher(older), [2], Event);
        var cipher = Cipher($"2026:{now}, 2025:{old}, {older}");

        Assert.Equal("2026", cipher.KeyId);
        Assert.Equal([1], Decrypted(cipher, byOld, Event, "2025"));
        Assert.Equal([2], Decrypted(cipher, byOlder, Event, ""));
        Assert.Equal([3], Decrypted(cipher, Encrypted(cipher, [3], Event), Event, "2026"));
        Assert.Equal((true, true, false), (cipher.HasKey("2025"), cipher.HasKey(null), cipher.HasKey("2024")));
    }

    [Fact]
    public void Many_threads_share_a_cipher()
    {
        var cipher = Cipher(CipherKey.Create());
        Parallel.For(0, 2000, i => Assert.Equal(BitConverter.GetBytes(i), Decrypted(cipher, Encrypted(cipher, BitConverter.GetBytes(i), Event), Event)));
    }

    private static AesGcmCipher Cipher(string keys) => new(CipherKeys.Parse(keys));

    private static byte[] Encrypted(AesGcmCipher cipher, byte[] data, byte[] belongsTo)
    {
        var buffer = new ArrayBufferWriter<byte>();
        cipher.Encrypt(data, belongsTo, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Decrypted(AesGcmCipher cipher, byte[] encrypted, byte[] belongsTo, string? keyId = "current")
    {
        var buffer = new ArrayBufferWriter<byte>();
        cipher.Decrypt(encrypted, belongsTo, keyId switch { "current" => cipher.KeyId, "" => null, _ => keyId }, buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
