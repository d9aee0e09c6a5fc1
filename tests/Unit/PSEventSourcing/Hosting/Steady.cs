using System.Text.RegularExpressions;

namespace PSEventSourcing.Tests.Hosting;

/// <summary>What a screen shows, for comparing: what differs from run to run is made the same, and as wide.</summary>
internal static partial class Steady
{
    public static string Text(string shown)
    {
        shown = Times().Replace(shown, match => AnyDigit().Replace(match.Value, "0"));
        return Ids().Replace(shown, "00000000-0000-0000-0000-000000000000");
    }

    [GeneratedRegex(@"(\d{4}-\d\d-\d\d|\d\d/\d\d/\d{4})[ T]\d\d:\d\d:\d\d(\.\d+)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Times();

    [GeneratedRegex(@"\d", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AnyDigit();

    [GeneratedRegex(@"01[0-9a-f]{6}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-(?!00000000be11)[0-9a-f]{12}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ids();
}
