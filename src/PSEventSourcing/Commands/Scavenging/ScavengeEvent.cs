using System.Globalization;
using System.Text.Json;
using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Scavenging;

/// <summary>What a node writes about a scavenge: that it has begun, each step, and its end.</summary>
internal static class ScavengeEvent
{
    /// <summary>The stream with links to begins and ends of all scavenges of a cluster.</summary>
    public const string HistoryStream = "$scavenges";

    private const string StartedType = "$scavengeStarted";
    private const string CompletedType = "$scavengeCompleted";
    private const string ChunksType = "$scavengeChunksCompleted";

    /// <summary>The stream of one scavenge.</summary>
    public static string StreamOf(string id) => $"{HistoryStream}-{id}";

    /// <summary>Adds what an event says.</summary>
    /// <param name="scavenge">What is known; <see langword="null"/>: nothing.</param>
    /// <param name="recorded">The event; one that says nothing about a scavenge changes nothing.</param>
    public static EventStoreScavenge? Apply(EventStoreScavenge? scavenge, RecordedEvent recorded)
    {
        if (!recorded.Type.StartsWith("$scavenge", StringComparison.Ordinal) || Parse(recorded) is not { } data || Text(data, "scavengeId") is not { } id)
            return scavenge;
        scavenge = (scavenge ?? new EventStoreScavenge { Id = id }) with { NodeAddress = Text(data, "nodeEndpoint") ?? scavenge?.NodeAddress };
        return recorded.Type switch
        {
            StartedType => scavenge with { Started = recorded.Created },
            CompletedType => scavenge with
            {
                Status = Status(Text(data, "result")),
                Duration = TimeSpan.TryParse(Text(data, "timeTaken"), CultureInfo.InvariantCulture, out var taken) ? taken : null,
                SpaceSaved = Number(data, "spaceSaved") ?? scavenge.SpaceSaved,
                Error = Text(data, "error"),
            },
            _ => scavenge with
            {
                SpaceSaved = (scavenge.SpaceSaved ?? 0) + (Number(data, "spaceSaved") ?? 0),
                ChunkCount = (scavenge.ChunkCount ?? 0) + (recorded.Type == ChunksType ? Chunks(data) : 0),
            },
        };
    }

    private static ScavengeStatus Status(string? result) => result switch
    {
        "Success" => ScavengeStatus.Completed,
        "Stopped" => ScavengeStatus.Stopped,
        _ => ScavengeStatus.Failed,
    };

    private static int Chunks(JsonElement data) =>
        Number(data, "chunkStartNumber") is { } first && Number(data, "chunkEndNumber") is { } last ? (int)(last - first + 1) : 1;

    private static JsonElement? Parse(RecordedEvent recorded)
    {
        try
        {
            using var document = JsonDocument.Parse(recorded.Data);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;
}
