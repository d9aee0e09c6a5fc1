using EventSourcing.Persistence.Encryption;

namespace EventSourcing.Persistence;

/// <summary>A stored event could not be decrypted: the key is missing or another one, or the event was tampered with.</summary>
public sealed class EventDecryptionException : EventMappingException
{
    private EventDecryptionException(RecordedEvent recorded, DataForm form, string why, Exception? innerException = null)
        : base(recorded, why, innerException)
    {
        Cipher = form.Cipher!;
        KeyId = form.KeyId;
    }

    /// <summary>The name of the cipher that encrypted it.</summary>
    public string Cipher { get; }

    /// <summary>The id of the key that encrypted it; <see langword="null"/> where that has none.</summary>
    public string? KeyId { get; }

    internal static EventDecryptionException NoCipher(RecordedEvent recorded, DataForm form) =>
        new(recorded, form, $"is encrypted ({form.Cipher}, a key {Key(form)}), and there is no key here. Set CIPHER_KEY to the key it was written with.");

    internal static EventDecryptionException OtherCipher(RecordedEvent recorded, DataForm form, string configured) =>
        new(recorded, form, $"is encrypted by '{form.Cipher}', and the cipher here is '{configured}'. Set CIPHER_TOPIC to the one it was written with.");

    internal static EventDecryptionException UnknownKey(RecordedEvent recorded, DataForm form) =>
        new(recorded, form, $"is encrypted ({form.Cipher}) with a key {Key(form)}, which is not among the keys here. Add it to CIPHER_KEY, after the one to encrypt with{(form.KeyId is null ? "; it goes without an id" : $", as {form.KeyId}:<base64>")}.");

    internal static EventDecryptionException Refused(RecordedEvent recorded, DataForm form, Exception cause) =>
        new(recorded, form, $"cannot be decrypted ({form.Cipher}) with the key {Key(form)}. Either that is not the key it was written with, or the stored event was changed since. Compare the key in CIPHER_KEY with the one of the application that wrote the event; if it is the same, do not trust the event.", cause);

    private static string Key(DataForm form) => CipherKey.Quoted(form.KeyId);
}
