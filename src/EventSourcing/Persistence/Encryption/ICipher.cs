using System.Buffers;
using System.Security.Cryptography;

namespace EventSourcing.Persistence.Encryption;

/// <summary>The port to a way of keeping data secret, and of noticing when it was changed. May be used from many
/// threads.</summary>
public interface ICipher
{
    /// <summary>The name that is stored with what it encrypted; such as <c>aes-gcm</c>.</summary>
    string Name { get; }

    /// <summary>The id of the key that encrypts, which is stored with what it encrypted; <see langword="null"/> where
    /// the key has none.</summary>
    string? KeyId { get; }

    /// <summary>Whether there is a key of an id; of <see langword="null"/>: a key without one.</summary>
    bool HasKey(string? keyId);

    /// <summary>Encrypts data with the key <see cref="KeyId"/>.</summary>
    /// <param name="data">The data.</param>
    /// <param name="associatedData">What the data belongs to: it is not stored, and must be the same when decrypting.</param>
    /// <param name="encrypted">Takes what comes of it.</param>
    void Encrypt(ReadOnlySpan<byte> data, ReadOnlySpan<byte> associatedData, IBufferWriter<byte> encrypted);

    /// <summary>Brings encrypted data back.</summary>
    /// <param name="encrypted">What <see cref="Encrypt"/> wrote.</param>
    /// <param name="associatedData">What the data belongs to.</param>
    /// <param name="keyId">The id of the key it was encrypted with, one that <see cref="HasKey"/> knows.</param>
    /// <param name="data">Takes the data.</param>
    /// <exception cref="CryptographicException">The key is another, or the data or what it belongs to was changed.</exception>
    void Decrypt(ReadOnlySpan<byte> encrypted, ReadOnlySpan<byte> associatedData, string? keyId, IBufferWriter<byte> data);
}
