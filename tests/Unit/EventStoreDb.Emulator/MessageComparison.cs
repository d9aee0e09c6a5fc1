using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Emulator;

/// <summary>Compares an answer with the recorded one, leaving out what differs from one recording to the next.</summary>
internal sealed class MessageComparison(WireScenario scenario, Correspondence known)
{
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(10);

    private readonly List<string> _differences = [];

    public static IReadOnlyList<string> Differences(
        WireScenario scenario, Correspondence known, string path, JsonNode recorded, JsonNode actual)
    {
        var comparison = new MessageComparison(scenario, known);
        comparison.Compare(path, "", recorded, actual);
        return comparison._differences;
    }

    private void Compare(string path, string key, JsonNode? recorded, JsonNode? actual)
    {
        switch (key)
        {
            case "commit_position" or "prepare_position":
                // Zero is left out of messages.
                Match(path, Text(recorded, "0"), Text(actual, "0"), known.MatchPosition);
                return;
            case "subscription_id" or "instance_id" or "scavenge_id":
                Match(path, Text(recorded), Text(actual), known.MatchId);
                return;
            case "created" or "time_stamp" or "ticks_since_epoch":
                RequireRecent(path, Text(actual));
                return;
            case "port":
                Match(path, Text(recorded), Text(actual), known.MatchPort);
                return;
            case "average_per_second" or "average_items_per_second" or "count_since_last_measurement":
            case "coreProcessingTime" or "progress" or "epoch":
                // They tell how fast the server was.
                return;
            case "observed_measurements":
                CompareKeys(path, recorded, actual);
                return;
            case "custom_metadata" when scenario.MayVary(path):
                _differences.AddRange(LinkMetadataComparison.Differences(known, path, recorded, actual));
                return;
            case "stats":
                CompareNames(path, recorded, actual);
                return;
        }

        if (WirePosition.Parse(recorded) is { } position && WirePosition.Parse(actual) is { } other)
        {
            Match(path, position.Commit, other.Commit, known.MatchPosition);
            Match(path, position.Prepare, other.Prepare, known.MatchPosition);
        }
        else if (recorded is JsonObject was && actual is JsonObject now)
        {
            CompareFields(path, was, now);
        }
        else if (recorded is JsonArray wereItems && actual is JsonArray areItems)
        {
            if (string.Equals(key, "members", StringComparison.Ordinal))
            {
                (wereItems, areItems) = (Sorted(wereItems), Sorted(areItems));
            }

            Require(wereItems.Count == areItems.Count, path, recorded, actual);
            for (var i = 0; i < Math.Min(wereItems.Count, areItems.Count); i++)
            {
                Compare(string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), "", wereItems[i], areItems[i]);
            }
        }
        else if (recorded is not null && actual is not null && scenario.MayVary(path))
        {
            Match(path, Text(recorded), Text(actual), known.MatchId);
        }
        else
        {
            Require(JsonNode.DeepEquals(recorded, actual), path, recorded, actual);
        }
    }

    private void CompareFields(string path, JsonObject recorded, JsonObject actual)
    {
        // Texts of bad requests come from the runtime the server was built with.
        var isRuntimeText = recorded["@type"]?.GetValue<string>().EndsWith(".BadRequest", StringComparison.Ordinal) ?? false;
        foreach (var key in recorded.Select(field => field.Key).Union(actual.Select(field => field.Key)))
        {
            if (!isRuntimeText || !string.Equals(key, "message", StringComparison.Ordinal))
            {
                Compare($"{path}.{key}", key, recorded[key], actual[key]);
            }
        }
    }

    /// <summary>A cluster lists its members in any order.</summary>
    private static JsonArray Sorted(JsonArray members) =>
    [
        .. members.Select(member => member!.DeepClone())
            .OrderBy(member => Text(member["state"]), StringComparer.Ordinal)
            .ThenBy(member => member["http_end_point"]?["port"]?.GetValue<int>()),
    ];

    /// <summary>Of statistics, only the names are compared; the machine and the moment decide which are there.</summary>
    private void CompareNames(string path, JsonNode? recorded, JsonNode? actual)
    {
        var was = recorded?.AsObject() ?? [];
        var unknown = (actual?.AsObject() ?? []).Select(figure => figure.Key).Where(name => !was.ContainsKey(name)).ToList();
        Require(unknown.Count == 0, path, null, string.Join(", ", unknown));
        Require(actual?.AsObject().Count > 0, path, recorded, actual);
    }

    /// <summary>Of measurements, only what was measured is compared.</summary>
    private void CompareKeys(string path, JsonNode? recorded, JsonNode? actual)
    {
        Require(string.Equals(Keys(recorded), Keys(actual), StringComparison.Ordinal), path, recorded, actual);

        static string Keys(JsonNode? measurements) =>
            string.Join(", ", (measurements?.AsArray() ?? []).Select(measurement => Text(measurement!["key"])));
    }

    private void RequireRecent(string path, string ticks)
    {
        var age = long.TryParse(ticks, CultureInfo.InvariantCulture, out var since)
            ? (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch.AddTicks(since)).Duration()
            : TimeSpan.MaxValue;
        Require(age < Recent, path, "a time near now", ticks);
    }

    private void Match(string path, string recorded, string actual, Func<string, string, string?> match)
    {
        if (match(recorded, actual) is { } problem)
        {
            _differences.Add($"{path}: recorded {recorded}, got {actual}: {problem}");
        }
    }

    private void Require(bool holds, string path, JsonNode? recorded, JsonNode? actual)
    {
        if (!holds)
        {
            _differences.Add($"{path}: recorded {Text(recorded)}, got {Text(actual)}");
        }
    }

    private static string Text(JsonNode? node, string whenAbsent = "nothing") => node switch
    {
        null => whenAbsent,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => node.ToJsonString(),
    };
}
