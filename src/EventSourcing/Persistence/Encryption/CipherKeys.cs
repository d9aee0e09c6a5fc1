using System.Diagnostics.CodeAnalysis;

namespace EventSourcing.Persistence.Encryption;

/// <summary>The keys of an application: the first encrypts, all decrypt. A new key put before the others is how keys
/// are rotated.</summary>
public sealed class CipherKeys
{
    private readonly CipherKey[] _keys;

    /// <summary>Takes the keys, the one to encrypt with first.</summary>
    /// <exception cref="ArgumentException">There is none, or two have the same id, or none.</exception>
    public CipherKeys(params IEnumerable<CipherKey> keys)
    {
        _keys = [.. keys];
        if (_keys.Length == 0)
            throw new ArgumentException("There must be at least one key.", nameof(keys));
        if (Doubled() is { } twice)
            throw new ArgumentException($"Two keys are {CipherKey.Quoted(twice.Id)}; at most one may go without, and ids must differ.", nameof(keys));
    }

    /// <summary>The key to encrypt with.</summary>
    public CipherKey Current => _keys[0];

    /// <summary>All keys, the current one first.</summary>
    public IReadOnlyList<CipherKey> All => _keys;

    /// <summary>Reads keys as the setting <c>CIPHER_KEY</c> holds them: one key in base64, or several of the form
    /// <c>id:base64</c> with commas between them, of which one may go without an id.</summary>
    /// <exception cref="FormatException">They cannot be read; the message repeats none of it.</exception>
    public static CipherKeys Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var entries = text.Split(',', StringSplitOptions.TrimEntries);
        var keys = new CipherKey[entries.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            var colon = entries[i].IndexOf(':', StringComparison.Ordinal);
            try
            {
                keys[i] = CipherKey.Parse(colon < 0 ? null : entries[i][..colon], entries[i].AsSpan(colon + 1));
            }
            catch (FormatException error)
            {
                throw new FormatException(entries.Length == 1 ? $"The key {error.Message}." : $"Key {i + 1} of {entries.Length} {error.Message}.", error);
            }
        }

        return keys.DistinctBy(key => key.Id).Count() == keys.Length
            ? new CipherKeys(keys)
            : throw new FormatException("Two keys have the same id, or none.");
    }

    /// <summary>Finds a key by its id; of <see langword="null"/>: the one without.</summary>
    public bool TryFind(string? id, [NotNullWhen(true)] out CipherKey? key)
    {
        key = Array.Find(_keys, candidate => string.Equals(candidate.Id, id, StringComparison.Ordinal));
        return key is not null;
    }

    /// <summary>Names ids, never keys.</summary>
    public override string ToString() => string.Join(", ", _keys.AsEnumerable());

    private CipherKey? Doubled() => _keys.GroupBy(key => key.Id, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any())?.First();
}
