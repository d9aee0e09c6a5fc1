namespace EventSourcing.Persistence;

/// <summary>How the data of an event was compressed and encrypted, as its metadata says.</summary>
/// <param name="Compressor">The compressor's name; <see langword="null"/>: not compressed.</param>
/// <param name="Cipher">The cipher's name; <see langword="null"/>: not encrypted.</param>
/// <param name="KeyId">The id of the key; <see langword="null"/> where it has none.</param>
public readonly record struct DataForm(string? Compressor, string? Cipher, string? KeyId)
{
    /// <summary>Whether the data is as it was.</summary>
    public bool IsPlain => Compressor is null && Cipher is null;
}
