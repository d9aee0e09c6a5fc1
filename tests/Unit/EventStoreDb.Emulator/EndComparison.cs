using System.Globalization;
using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Emulator;

/// <summary>Compares how a call ended with how it did when it was recorded.</summary>
internal static class EndComparison
{
    public static IEnumerable<string> Differences(WireCall call, RawEnd end)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"calls[{call.Index}]");
        if (end.Broken is not null)
        {
            return [$"{path}: broken off: {end.Broken.Message}"];
        }

        return
        [
            .. Compare($"{path}.httpStatus", call.HttpStatus ?? 200, end.HttpStatus),
            .. Compare($"{path}.status", call.Status, end.Status),
            .. Compare($"{path}.trailersOnly", call.IsTrailersOnly, end.IsTrailersOnly),
            .. Compare($"{path}.initialMetadata", Text(call.InitialMetadata), Text(end.InitialMetadata)),
            .. Compare($"{path}.trailers", Text(call.Trailers), Text(end.Trailers)),
        ];
    }

    private static IEnumerable<string> Compare<T>(string path, T recorded, T actual) =>
        Equals(recorded, actual) ? [] : [$"{path}: recorded {recorded}, got {actual}"];

    private static string Text(IReadOnlyDictionary<string, string> entries) => string.Join(
        "; ", entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}: {entry.Value}"));
}
