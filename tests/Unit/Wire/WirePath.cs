using System.Text.RegularExpressions;

namespace EventSourcing.Tests.Wire;

/// <summary>A path into a scenario in which <c>[*]</c> stands for any index and <c>.*</c> for any key.</summary>
public sealed class WirePath
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(5);

    private readonly Regex _pattern;

    private WirePath(Regex pattern) => _pattern = pattern;

    public static WirePath Parse(string path)
    {
        // Some paths carry a remark after a space.
        var pattern = Regex.Escape(path.Split(' ')[0])
            .Replace(@"\[\*]", @"\[\d+]", StringComparison.Ordinal)
            .Replace(@"\.\*", @"\..+", StringComparison.Ordinal);
        return new WirePath(new Regex($"^{pattern}$", RegexOptions.CultureInvariant, MatchTimeout));
    }

    public bool Covers(string path) => _pattern.IsMatch(path);
}
