using System.Security.Cryptography;

namespace EventSourcing.Persistence.Encryption;

/// <summary>A key to encrypt with, and the id it is known by.</summary>
public sealed class CipherKey
{
    private readonly byte[] _bytes;

    /// <summary>Takes a key.</summary>
    /// <param name="id">Its id, letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, 64 of them at most; <see langword="null"/>
    /// for the one key that has none.</param>
    /// <param name="bytes">16, 24 or 32 bytes; they are copied.</param>
    /// <exception cref="ArgumentException">The id or the length cannot be one.</exception>
    public CipherKey(string? id, ReadOnlySpan<byte> bytes)
    {
        if (id is not null && !IsId(id))
            throw new ArgumentException("The id of a cipher key is made of 1 to 64 letters, digits, '.', '_' and '-'.", nameof(id));
        if (!IsLength(bytes.Length))
            throw new ArgumentException($"A cipher key has 16, 24 or 32 bytes, not {bytes.Length}.", nameof(bytes));
        Id = id;
        _bytes = bytes.ToArray();
    }

    /// <summary>The id; <see langword="null"/> where it has none.</summary>
    public string? Id { get; }

    /// <summary>The length: 128, 192 or 256 bits.</summary>
    public int Bits => _bytes.Length * 8;

    /// <summary>The key itself.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Makes a new random key.</summary>
    /// <param name="bits">128, 192 or 256.</param>
    /// <returns>The key in base64, as the setting <c>CIPHER_KEY</c> takes it. Keep it where secrets are kept.</returns>
    public static string Create(int bits = 256)
    {
        if (bits % 8 != 0 || !IsLength(bits / 8))
            throw new ArgumentOutOfRangeException(nameof(bits), bits, "A cipher key has 128, 192 or 256 bits.");
        Span<byte> bytes = stackalloc byte[bits / 8];
        RandomNumberGenerator.Fill(bytes);
        var key = Convert.ToBase64String(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return key;
    }

    /// <summary>Reads a key in base64.</summary>
    /// <exception cref="FormatException">It is none; the message does not repeat it.</exception>
    internal static CipherKey Parse(string? id, ReadOnlySpan<char> base64)
    {
        if (id is not null && !IsId(id))
            throw new FormatException("has an id that is not made of 1 to 64 letters, digits, '.', '_' and '-'");
        Span<byte> bytes = stackalloc byte[64];
        try
        {
            if (!Convert.TryFromBase64Chars(base64, bytes, out var length))
                throw new FormatException(base64.Length > 88 ? "is longer than any key" : "is not base64");
            return IsLength(length)
                ? new CipherKey(id, bytes[..length])
                : throw new FormatException($"has {length} bytes instead of 16, 24 or 32");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Names the id and the length, never the key.</summary>
    public override string ToString() => $"{Bits}-bit key {Quoted(Id)}";

    internal static string Quoted(string? id) => id is null ? "without an id" : $"'{id}'";

    private static bool IsLength(int bytes) => bytes is 16 or 24 or 32;

    private static bool IsId(string id) =>
        id.Length is > 0 and <= 64 && id.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-');
}
