using System.Globalization;
using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Emulator;

/// <summary>Compares how a call ended with how it did when it was recorded.</summary>
internal static class EndComparison
{
    private const string LeaderPort = "leader-endpoint-port";

    public static IEnumerable<string> Differences(WireCall call, RawEnd end, Correspondence known)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"calls[{call.Index}]");
        if (end.Broken is not null)
        {
            // A status and a reset right behind it: the HTTP client may see the reset first and drop the status.
            if (call.ResetAfterStatus is not null && IsReset(end.Broken))
            {
                return [];
            }

            return [$"{path}: broken off: {end.Broken.Message}"];
        }

        return
        [
            .. Compare($"{path}.httpStatus", call.HttpStatus ?? 200, end.HttpStatus),
            .. Compare($"{path}.status", call.Status, end.Status),
            .. Compare($"{path}.trailersOnly", call.IsTrailersOnly, end.IsTrailersOnly),
            .. Compare($"{path}.initialMetadata", Text(call.InitialMetadata, ""), Text(end.InitialMetadata, "")),
            .. Compare($"{path}.trailers", Text(call.Trailers, LeaderPort), Text(end.Trailers, LeaderPort)),
            .. ComparePorts(path, call, end, known),
        ];
    }

    private static IEnumerable<string> ComparePorts(string path, WireCall call, RawEnd end, Correspondence known)
    {
        var (was, now) = (call.Trailers.GetValueOrDefault(LeaderPort), end.Trailers.GetValueOrDefault(LeaderPort));
        return was is null || now is null
            ? Compare($"{path}.trailers.{LeaderPort}", was, now)
            : known.MatchPort(was, now) is { } problem ? [$"{path}.trailers.{LeaderPort}: recorded {was}, got {now}: {problem}"] : [];
    }

    private static bool IsReset(Exception? broken) =>
        broken is not null && (broken is HttpProtocolException || IsReset(broken.InnerException));

    private static IEnumerable<string> Compare<T>(string path, T recorded, T actual) =>
        Equals(recorded, actual) ? [] : [$"{path}: recorded {recorded}, got {actual}"];

    private static string Text(IReadOnlyDictionary<string, string> entries, string without) => string.Join(
        "; ", entries.Where(entry => !string.Equals(entry.Key, without, StringComparison.Ordinal)).OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}: {entry.Value}"));
}
