using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EventSourcing.Tests.EventStoreDb.Emulator;

/// <summary>A position of the log written as text.</summary>
internal sealed partial record WirePosition(string Commit, string Prepare)
{
    /// <summary>Null for anything else, and where there is no position.</summary>
    public static WirePosition? Parse(JsonNode? node) =>
        node is JsonValue value
        && value.TryGetValue<string>(out var text)
        && Pattern().Match(text) is { Success: true } match
            ? new WirePosition(match.Groups["commit"].Value, match.Groups["prepare"].Value)
            : null;

    [GeneratedRegex("^C:(?<commit>[0-9]+)/P:(?<prepare>[0-9]+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Pattern();
}
