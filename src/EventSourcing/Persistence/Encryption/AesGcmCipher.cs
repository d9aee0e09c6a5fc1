using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace EventSourcing.Persistence.Encryption;

/// <summary>AES in Galois/Counter Mode (NIST SP 800-38D) with keys of 128, 192 or 256 bits. Encrypted data is a nonce of
/// 12 bytes, new and random each time, a tag of 16 bytes, and as many bytes as the data has.</summary>
public sealed class AesGcmCipher : ICipher
{
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int HeadLength = NonceLength + TagLength;

    // No id is empty.
    private const string NoId = "";

    private readonly string? _current;
    private readonly Dictionary<string, Engines> _engines;

    /// <summary>Takes the keys.</summary>
    public AesGcmCipher(CipherKeys keys)
    {
        _current = keys.Current.Id;
        _engines = keys.All.ToDictionary(key => key.Id ?? NoId, key => new Engines(key));
    }

    /// <inheritdoc/>
    public string Name => "aes-gcm";

    /// <inheritdoc/>
    public string? KeyId => _current;

    /// <inheritdoc/>
    public bool HasKey(string? keyId) => _engines.ContainsKey(keyId ?? NoId);

    /// <inheritdoc/>
    public void Encrypt(ReadOnlySpan<byte> data, ReadOnlySpan<byte> associatedData, IBufferWriter<byte> encrypted)
    {
        var length = HeadLength + data.Length;
        var room = encrypted.GetSpan(length)[..length];
        RandomNumberGenerator.Fill(room[..NonceLength]);
        var engines = _engines[_current ?? NoId];
        var engine = engines.Take();
        try
        {
            engine.Encrypt(room[..NonceLength], data, room[HeadLength..], room[NonceLength..HeadLength], associatedData);
        }
        finally
        {
            engines.Return(engine);
        }

        encrypted.Advance(length);
    }

    /// <inheritdoc/>
    public void Decrypt(ReadOnlySpan<byte> encrypted, ReadOnlySpan<byte> associatedData, string? keyId, IBufferWriter<byte> data)
    {
        if (encrypted.Length < HeadLength)
            throw new CryptographicException("It is shorter than anything encrypted.");
        var length = encrypted.Length - HeadLength;
        var room = data.GetSpan(length)[..length];
        var engines = _engines[keyId ?? NoId];
        var engine = engines.Take();
        try
        {
            engine.Decrypt(encrypted[..NonceLength], encrypted[HeadLength..], encrypted[NonceLength..HeadLength], room, associatedData);
        }
        finally
        {
            engines.Return(engine);
        }

        data.Advance(length);
    }

    // AesGcm is not safe for several threads at once, and setting one up takes many times as long as using it.
    private sealed class Engines(CipherKey key)
    {
        private readonly ConcurrentBag<AesGcm> _idle = [];

        public AesGcm Take() => _idle.TryTake(out var idle) ? idle : new AesGcm(key.Bytes, TagLength);

        public void Return(AesGcm engine) => _idle.Add(engine);
    }
}
