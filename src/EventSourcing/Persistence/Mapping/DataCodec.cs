using System.Security.Cryptography;
using EventSourcing.Persistence.Compression;
using EventSourcing.Persistence.Encryption;

namespace EventSourcing.Persistence;

/// <summary>What the data of events goes through on its way to the store and back: a compressor, then a cipher; either,
/// both or none. May be used from many threads.</summary>
public sealed class DataCodec
{
    /// <summary>The most bytes that the data of an event may have before it is compressed: 64 MiB. Compressed data that
    /// would become larger is refused while it is read, so that it cannot eat all memory.</summary>
    public const int MaxDataLength = 64 * 1024 * 1024;

    private static readonly ICompressor[] BuiltIn = [new BrotliCompressor(), new ZlibCompressor()];

    /// <summary>Makes a codec.</summary>
    /// <param name="compressor">Compresses new data; none unless given. What the compressors of this library have
    /// compressed is read in any case.</param>
    /// <param name="cipher">Encrypts new data, and decrypts; none unless given.</param>
    public DataCodec(ICompressor? compressor = null, ICipher? cipher = null)
    {
        Compressor = compressor;
        Cipher = cipher;
        Form = new DataForm(compressor?.Name, cipher?.Name, cipher?.KeyId);
    }

    /// <summary>Neither compresses nor encrypts.</summary>
    public static DataCodec Plain { get; } = new();

    /// <summary>What compresses new data; <see langword="null"/> where nothing does.</summary>
    public ICompressor? Compressor { get; }

    /// <summary>What encrypts and decrypts; <see langword="null"/> where nothing does.</summary>
    public ICipher? Cipher { get; }

    /// <summary>What becomes of new data.</summary>
    public DataForm Form { get; }

    /// <summary>Makes the codec that the settings <c>COMPRESSOR_TOPIC</c>, <c>CIPHER_TOPIC</c> and <c>CIPHER_KEY</c>
    /// describe.</summary>
    /// <exception cref="ConfigurationException">One of them is wrong, or the key is missing.</exception>
    public static DataCodec From(Settings settings) => new(DataCodecSettings.Compressor(settings), DataCodecSettings.Cipher(settings));

    /// <summary>Turns the data of an event into what is stored.</summary>
    /// <exception cref="InvalidDataException">The data is larger than <see cref="MaxDataLength"/>.</exception>
    internal byte[] Encode(ReadOnlySpan<byte> data, ReadOnlySpan<byte> associatedData)
    {
        if (data.Length > MaxDataLength)
            throw new InvalidDataException($"It is larger than {MaxDataLength} bytes, which is the most that the data of an event may be.");
        using var compressed = new PooledBuffer();
        Compressor?.Compress(data, compressed);
        var smaller = Compressor is null ? data : compressed.Written;
        if (Cipher is null)
            return smaller.ToArray();
        using var encrypted = new PooledBuffer();
        Cipher.Encrypt(smaller, associatedData, encrypted);
        return encrypted.Written.ToArray();
    }

    /// <summary>Turns what is stored back into the data of an event.</summary>
    /// <exception cref="EventDecryptionException">The key is wrong or missing, or the event was tampered with.</exception>
    /// <exception cref="EventDecompressionException">The data is damaged or too large, or the compressor unknown.</exception>
    internal PooledBuffer Decode(RecordedEvent recorded, DataForm form, ReadOnlySpan<byte> associatedData)
    {
        if (form.Cipher is null)
            return Decompress(recorded, form, recorded.Data.Span);
        var decrypted = Decrypt(recorded, form, associatedData);
        if (form.Compressor is null)
            return decrypted;
        using (decrypted)
            return Decompress(recorded, form, decrypted.Written);
    }

    private PooledBuffer Decrypt(RecordedEvent recorded, DataForm form, ReadOnlySpan<byte> associatedData)
    {
        if (Cipher is null)
            throw EventDecryptionException.NoCipher(recorded, form);
        if (!string.Equals(Cipher.Name, form.Cipher, StringComparison.Ordinal))
            throw EventDecryptionException.OtherCipher(recorded, form, Cipher.Name);
        if (!Cipher.HasKey(form.KeyId))
            throw EventDecryptionException.UnknownKey(recorded, form);
        var decrypted = new PooledBuffer();
        try
        {
            Cipher.Decrypt(recorded.Data.Span, associatedData, form.KeyId, decrypted);
            return decrypted;
        }
        catch (Exception error) when (error is CryptographicException or InvalidDataException)
        {
            decrypted.Dispose();
            throw EventDecryptionException.Refused(recorded, form, error);
        }
    }

    private PooledBuffer Decompress(RecordedEvent recorded, DataForm form, ReadOnlySpan<byte> compressed)
    {
        var compressor = Compressor?.Name == form.Compressor ? Compressor : BuiltIn.FirstOrDefault(known => known.Name == form.Compressor);
        if (compressor is null)
            throw new EventDecompressionException(recorded, form.Compressor!, $"was compressed by '{form.Compressor}', which is not known here. Set COMPRESSOR_TOPIC to its class.");
        var data = new PooledBuffer(MaxDataLength);
        try
        {
            compressor.Decompress(compressed, data);
            return data;
        }
        catch (InvalidDataException error)
        {
            data.Dispose();
            throw new EventDecompressionException(recorded, compressor.Name, $"cannot be decompressed ({compressor.Name}): {error.Message}", error);
        }
    }
}
