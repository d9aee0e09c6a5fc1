using System.Text.RegularExpressions;

namespace EventStoreDb.Emulator.Store;

/// <summary>Chooses events of the whole log by stream name or by type. On links, their own name and type count.</summary>
internal sealed class EventFilter
{
    // Far above what an honest expression needs; keeps a hostile one from hanging a reader.
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(5);

    private readonly bool _byStream;
    private readonly Regex? _regex;
    private readonly IReadOnlyList<string> _prefixes;

    /// <exception cref="ArgumentException">The expression is no regular expression.</exception>
    public EventFilter(bool byStream, string regex, IEnumerable<string> prefixes)
    {
        _byStream = byStream;
        // Given both, the server looks at the expression only; given neither, nothing matches.
        _regex = regex.Length > 0 ? new Regex(regex, RegexOptions.None, MatchTimeout) : null;
        _prefixes = [.. prefixes];
    }

    public bool Matches(RecordedEvent recorded)
    {
        var text = _byStream ? recorded.Stream : recorded.Content.Type;
        return _regex?.IsMatch(text) ?? _prefixes.Any(prefix => text.StartsWith(prefix, StringComparison.Ordinal));
    }
}
