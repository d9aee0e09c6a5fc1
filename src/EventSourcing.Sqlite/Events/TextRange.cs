using System.Text;

namespace EventSourcing.Sqlite.Events;

/// <summary>The texts that begin with a prefix, as a range of the order in which SQLite keeps texts, which is that of their
/// code points.</summary>
/// <param name="From">The first that may be one.</param>
/// <param name="To">The first after them; <see langword="null"/> where there is no end.</param>
internal readonly record struct TextRange(string From, string? To)
{
    private const int LastBeforeSurrogates = 0xD7FF;
    private const int FirstAfterSurrogates = 0xE000;
    private const int LastOfAll = 0x10FFFF;

    public static TextRange Of(string prefix)
    {
        var runes = prefix.EnumerateRunes().ToList();
        while (runes is [.., { Value: LastOfAll }])
            runes.RemoveAt(runes.Count - 1);
        if (runes.Count == 0)
            return new TextRange(prefix, null);
        runes[^1] = new Rune(runes[^1].Value == LastBeforeSurrogates ? FirstAfterSurrogates : runes[^1].Value + 1);
        return new TextRange(prefix, string.Concat(runes));
    }
}
