using System.Text.Json;
using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.ServerProjections;

/// <summary>What a projection is, as the server has written it down: no call of the server tells, but the stream that it keeps
/// it in.</summary>
internal sealed record ServerProjectionDefinition(string Query, bool Emit, bool TracksEmittedStreams)
{
    private const string Stream = "$projections-";

    /// <summary>Reads it.</summary>
    /// <returns><see langword="null"/> where nothing is written down, as of a transient projection.</returns>
    /// <exception cref="AccessDeniedException">Only administrators may read it.</exception>
    public static async Task<ServerProjectionDefinition?> ReadAsync(IRecorder recorder, string name, CancellationToken cancel)
    {
        await foreach (var recorded in recorder.ReadStreamAsync(Stream + name, StreamRead.Backwards with { MaxCount = 1 }, cancel).ConfigureAwait(false))
        {
            using var json = JsonDocument.Parse(recorded.Data);
            // What is left of one that was removed says nothing about a new one of the same name.
            return Is(json.RootElement, "deleting")
                ? null
                : new ServerProjectionDefinition(json.RootElement.TryGetProperty("query", out var query) ? query.GetString() ?? "" : "", Is(json.RootElement, "emitEnabled"), Is(json.RootElement, "trackEmittedStreams"));
        }

        return null;
    }

    /// <summary>What is no is mostly left out.</summary>
    private static bool Is(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
