using System.Management.Automation;

namespace PSEventSourcing.Commands.Streams.Selection;

/// <summary>A name of streams that may hold wildcards. Case matters, as it does in the store.</summary>
internal sealed class StreamPattern
{
    private static readonly char[] Special = ['*', '?', '[', '`'];

    private readonly WildcardPattern _wildcard;

    public StreamPattern(string text)
    {
        if (text.Length == 0)
            throw new EmptyStreamNameException();
        _wildcard = WildcardPattern.Get(text, WildcardOptions.CultureInvariant);
        IsExact = !WildcardPattern.ContainsWildcardCharacters(text);
        // A backtick takes the meaning from a wildcard: the name is then what is left without it.
        Prefix = IsExact ? WildcardPattern.Unescape(text) : text.IndexOfAny(Special) is >= 0 and var end ? text[..end] : text;
    }

    /// <summary>Whether it names one stream.</summary>
    public bool IsExact { get; }

    /// <summary>What the names begin with; the whole name where it is exact.</summary>
    public string Prefix { get; }

    /// <summary>Whether it may be meant for the store's own streams.</summary>
    public bool IsSystem => Prefix.StartsWith('$');

    public bool Matches(string stream) => IsExact ? stream == Prefix : _wildcard.IsMatch(stream);
}
