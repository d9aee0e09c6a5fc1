using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace EventSourcing.Domain;

/// <summary>Makes and checks the ids of aggregates, which are text.</summary>
public static class AggregateId
{
    /// <summary>A new id: a UUID of version 7, so that ids sort by the time they were made.</summary>
    public static string New() => Guid.CreateVersion7(EventContext.Current.TimeProvider.GetUtcNow()).ToString();

    /// <summary>An id made from a natural key: the same key gives the same id on every machine, so that a second
    /// registration of the key is a conflict.</summary>
    /// <param name="scope">What the key is unique in, a UUID of your own for each kind of key.</param>
    /// <param name="name">The natural key, such as an e-mail address. Letters that look alike are not made alike.</param>
    /// <returns>A UUID of version 5 (RFC 9562, section 5.5).</returns>
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "RFC 9562 defines version 5 by SHA-1; nothing is kept secret or signed with it.")]
    public static string FromName(Guid scope, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var input = new byte[16 + Encoding.UTF8.GetByteCount(name)];
        scope.TryWriteBytes(input, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, input.AsSpan(16));

        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(input, hash);
        var versioned = BinaryPrimitives.ReadUInt16BigEndian(hash[6..]) & 0x0FFF | 0x5000;
        BinaryPrimitives.WriteUInt16BigEndian(hash[6..], (ushort)versioned);
        hash[8] = (byte)(hash[8] & 0x3F | 0x80);
        return new Guid(hash[..16], bigEndian: true).ToString();
    }

    /// <summary>Whether a text can be the id of an aggregate: not empty, no space around it, no control characters.</summary>
    public static bool IsValid([NotNullWhen(true)] string? id)
    {
        if (string.IsNullOrWhiteSpace(id) || char.IsWhiteSpace(id[0]) || char.IsWhiteSpace(id[^1]))
            return false;
        foreach (var character in id)
            if (char.IsControl(character))
                return false;
        return true;
    }

    internal static string Validated(string id) => IsValid(id)
        ? id
        : throw new ArgumentException($"'{id}' cannot be the id of an aggregate: it must not be empty, begin or end with a space, or hold control characters.", nameof(id));
}
