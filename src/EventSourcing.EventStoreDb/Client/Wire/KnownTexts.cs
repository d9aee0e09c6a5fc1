using System.Text;

namespace EventSourcing.EventStoreDb.Client.Wire;

/// <summary>Names of streams and types, which come again and again, as one string each. It holds a fixed number of short
/// ones; a newer name takes the place of an older one.</summary>
internal static class KnownTexts
{
    private const int Slots = 1024;
    private const int Longest = 128;

    // Written to by many threads without a lock: a reference is whole, and a lost one costs another string.
    private static readonly string?[] Known = new string?[Slots];

    public static string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Longest)
            return Encoding.UTF8.GetString(utf8);
        ref var slot = ref Known[Slot(utf8)];
        // Whatever is not plain ASCII is never equal, and made anew.
        return slot is { } known && Ascii.Equals(utf8, known) ? known : slot = Encoding.UTF8.GetString(utf8);
    }

    private static int Slot(ReadOnlySpan<byte> utf8)
    {
        var hash = new HashCode();
        hash.AddBytes(utf8);
        return (int)((uint)hash.ToHashCode() % Slots);
    }
}
