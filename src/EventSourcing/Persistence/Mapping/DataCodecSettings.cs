using EventSourcing.Persistence.Compression;
using EventSourcing.Persistence.Encryption;

namespace EventSourcing.Persistence;

/// <summary>Finds the compressor and the cipher that settings name. What is in <c>CIPHER_KEY</c> is never repeated.</summary>
internal static class DataCodecSettings
{
    private const string CompressorKey = "COMPRESSOR_TOPIC";
    private const string CipherTopicKey = "CIPHER_TOPIC";
    private const string CipherKeyKey = "CIPHER_KEY";
    private const string CompressorAdvice = "Use brotli, zlib, or the assembly-qualified name of a class that implements ICompressor and has a constructor without parameters.";
    private const string CipherAdvice = "Use aes-gcm, or the assembly-qualified name of a class that implements ICipher and has a constructor that takes CipherKeys or nothing.";

    /// <exception cref="ConfigurationException">The setting names no compressor.</exception>
    public static ICompressor? Compressor(Settings settings)
    {
        switch (settings.Find(CompressorKey))
        {
            case null:
                return null;
            case "brotli":
                return new BrotliCompressor();
            case "zlib" or "eventsourcing.compressor:ZlibCompressor" or "eventsourcing.compressor":
                return new ZlibCompressor();
            case var topic:
                var type = Load<ICompressor>(settings, CompressorKey, topic, CompressorAdvice);
                return type.GetConstructor([]) is null
                    ? throw Wrong(settings, CompressorKey, topic, "which has no public constructor without parameters", CompressorAdvice)
                    : Create<ICompressor>(settings, CompressorKey, type);
        }
    }

    /// <exception cref="ConfigurationException">The settings name no cipher, or the key is missing or wrong.</exception>
    public static ICipher? Cipher(Settings settings)
    {
        switch (settings.Find(CipherTopicKey))
        {
            case null:
                return settings.Find(CipherKeyKey) is null ? null : new AesGcmCipher(Keys(settings));
            case "aes-gcm" or "eventsourcing.cipher:AESCipher" or "eventsourcing.cipher" or "eventsourcing.cryptography:AESCipher" or "eventsourcing.cryptography":
                return new AesGcmCipher(Keys(settings));
            case var topic:
                var type = Load<ICipher>(settings, CipherTopicKey, topic, CipherAdvice);
                if (type.GetConstructor([typeof(CipherKeys)]) is not null)
                    return Create<ICipher>(settings, CipherTopicKey, type, Keys(settings));
                return type.GetConstructor([]) is null
                    ? throw Wrong(settings, CipherTopicKey, topic, "which has no public constructor that takes CipherKeys or nothing", CipherAdvice)
                    : Create<ICipher>(settings, CipherTopicKey, type);
        }
    }

    private static CipherKeys Keys(Settings settings)
    {
        var text = settings.Require("The key to encrypt with", CipherKeyKey);
        try
        {
            return CipherKeys.Parse(text);
        }
        catch (FormatException error)
        {
            throw new ConfigurationException($"{settings.KeysTried(CipherKeyKey)} cannot be read. {error.Message} Use one key in base64, or several as id:base64 with commas between them, the one to encrypt with first.", error) { Key = CipherKeyKey };
        }
    }

    private static Type Load<TPort>(Settings settings, string key, string topic, string advice)
    {
        Type? type;
        try
        {
            type = Type.GetType(topic, throwOnError: false);
        }
        catch (Exception error) when (error is ArgumentException or IOException or BadImageFormatException or TypeLoadException)
        {
            throw Wrong(settings, key, topic, "and no class of that name can be loaded", advice, error);
        }

        if (type is null)
            throw Wrong(settings, key, topic, "and no class of that name can be loaded", advice);
        return typeof(TPort).IsAssignableFrom(type) && !type.IsAbstract
            ? type
            : throw Wrong(settings, key, topic, $"which is no class that implements {typeof(TPort).Name}", advice);
    }

    private static TPort Create<TPort>(Settings settings, string key, Type type, params object[] arguments)
    {
        try
        {
            return (TPort)Activator.CreateInstance(type, arguments)!;
        }
        catch (System.Reflection.TargetInvocationException error)
        {
            throw new ConfigurationException($"{settings.KeysTried(key)} names {type.FullName}, whose constructor has failed: {error.InnerException!.Message}", error.InnerException) { Key = key };
        }
    }

    private static ConfigurationException Wrong(Settings settings, string key, string topic, string why, string advice, Exception? cause = null) =>
        new($"{settings.KeysTried(key)} is '{topic}', {why}. {advice}", cause) { Key = key };
}
