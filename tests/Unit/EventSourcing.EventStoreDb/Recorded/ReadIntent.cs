using System.Globalization;
using System.Text.Json.Nodes;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.Persistence;
using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Recorded;

/// <summary>What a recorded read was meant to read, where a client could mean it; else a simple read.</summary>
internal sealed record ReadIntent(string? Stream, ReadDirection Direction, long? Revision, Position? From, long Count, EventFilter Filter, bool IsSimple)
{
    private static readonly EventFilter Everything = new() { IncludeSystem = true, IncludeSnapshots = true };

    public static ReadIntent Of(WireCall call)
    {
        var options = call.Requests[0].Complete()?["options"];
        var simple = new ReadIntent(options?["all"] is null ? "simple-1" : null, ReadDirection.Forwards, null, null, 1000, Everything, IsSimple: true);
        if (options?["uuid_option"] is null || options["count"] is not { } count || (options["filter"] is null) == (options["no_filter"] is null) || options["read_direction"]?.ToString() is not (null or "Backwards"))
            return simple;

        var direction = options["read_direction"] is null ? ReadDirection.Forwards : ReadDirection.Backwards;
        var intent = simple with { Direction = direction, Count = Number(count) ?? long.MaxValue, IsSimple = false };
        if (options["stream"] is { } stream && options["filter"] is null)
            return OfStream(intent, stream) ?? simple;
        return options["all"] is { } all ? OfAll(intent, all, options["filter"]) ?? simple : simple;
    }

    /// <returns><see langword="null"/> where a client could not mean it.</returns>
    public static ReadIntent? OfSubscription(WireCall call)
    {
        var options = call.Requests[0].Complete()?["options"];
        if (options?["uuid_option"] is null || (options["filter"] is null) == (options["no_filter"] is null) || (options["filter"] is { } given && WireJson.Number(given["checkpointIntervalMultiplier"]) < 1))
            return null;
        var intent = new ReadIntent(null, ReadDirection.Forwards, null, null, long.MaxValue, Everything, IsSimple: false);
        if ((options["stream"] ?? options["all"])?["end"] is not null)
            return options["stream"] is { } ended ? intent with { Stream = WireJson.Stream(ended["stream_identifier"]) } : FilterOf(options["filter"]) is { } meant ? intent with { Filter = meant } : null;
        if (options["stream"] is { } stream)
            return options["filter"] is null ? OfStream(intent, stream) : null;
        return options["all"] is { } all ? OfAll(intent, all, options["filter"]) is { } found ? found with { From = found.From == Position.Start ? null : found.From } : null : null;
    }

    public IAsyncEnumerable<RecordedEvent> Read(EventStoreDbClient client, CancellationToken cancel) => Stream is null
        ? client.ReadAllAsync(new AllRead { Direction = Direction, From = From, MaxCount = Count, Filter = Filter }, cancel)
        : client.ReadStreamAsync(Stream, new StreamRead { Direction = Direction, From = Revision, MaxCount = Count, MustExist = true }, cancel);

    private static ReadIntent? OfStream(ReadIntent intent, JsonNode stream)
    {
        if (WireJson.Stream(stream["stream_identifier"]) is not { } name || intent.Count == 0)
            return null;
        var named = intent with { Stream = name };
        if (stream["revision"] is { } revision)
            return Number(revision) is { } number ? named with { Revision = number } : null;
        // The client says start and end by the direction alone.
        return stream[intent.Direction == ReadDirection.Forwards ? "start" : "end"] is null ? null : named;
    }

    private static ReadIntent? OfAll(ReadIntent intent, JsonNode all, JsonNode? filter)
    {
        if (intent.Count == 0 || FilterOf(filter) is not { } meant)
            return null;
        var filtered = intent with { Stream = null, Filter = meant };
        if (all["start"] is not null)
            return filtered with { From = Position.Start };
        if (all["end"] is not null)
            return filtered with { From = Position.End };
        if (all["position"] is not { } position)
            return null;
        var (commit, prepare) = (Number(position["commit_position"] ?? "0"), Number(position["prepare_position"] ?? "0"));
        return commit is { } c && prepare is { } p ? filtered with { From = new Position(c, p) } : null;
    }

    private static EventFilter? FilterOf(JsonNode? filter)
    {
        if (filter is null)
            return Everything;
        if ((filter["max"] is null && filter["count"] is null) || filter["max"]?.ToString() == "0" || (filter["stream_identifier"] ?? filter["event_type"]) is not { } expression)
            return null;
        var prefixes = (expression["prefix"]?.AsArray() ?? []).Select(prefix => prefix!.GetValue<string>()).ToList();
        var regex = expression["regex"]?.GetValue<string>();
        if (regex is null && prefixes.Count == 0)
            return null;
        // Given both, the server looks at the expression alone.
        var pattern = regex is { } text && IsExpression(text) ? text : null;
        if (pattern is null && regex is not null)
            return null;
        return filter["stream_identifier"] is not null
            ? Everything with { StreamPattern = pattern, StreamPrefixes = pattern is null ? prefixes : [] }
            : Everything with { TypePattern = pattern, TypePrefixes = pattern is null ? prefixes : [] };
    }

    internal static bool IsExpression(string text)
    {
        try
        {
            _ = new System.Text.RegularExpressions.Regex(text, System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static long? Number(JsonNode number) => long.TryParse(number.ToString(), CultureInfo.InvariantCulture, out var value) ? value : null;
}
