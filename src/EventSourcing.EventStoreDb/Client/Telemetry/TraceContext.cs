using System.Diagnostics;
using System.Text.Json;
using System.Text.Unicode;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Telemetry;

/// <summary>Carries the span of an append in the metadata of its events, under the keys of the server's official clients.</summary>
internal static class TraceContext
{
    private const int MembersLength = 75;

    private static ReadOnlySpan<byte> TraceKey => "$traceId"u8;

    private static ReadOnlySpan<byte> SpanKey => "$spanId"u8;

    /// <summary>Writes the ids of a span into metadata that is a JSON object, or empty. Nothing else is touched, nor an event
    /// that holds such ids already.</summary>
    /// <returns>The same events where the span is not recorded.</returns>
    public static IReadOnlyList<NewEvent> Write(IReadOnlyList<NewEvent> events, Activity? span)
    {
        if (span is not { Recorded: true, IdFormat: ActivityIdFormat.W3C })
            return events;
        Span<byte> room = stackalloc byte[MembersLength];
        Utf8.TryWrite(room, $$"""
            "$traceId":"{{span.TraceId}}","$spanId":"{{span.SpanId}}"}
            """, out var length);
        var members = room[..length];
        var traced = new NewEvent[events.Count];
        for (var i = 0; i < traced.Length; i++)
            traced[i] = Append(events[i].Metadata.Span, members) is { } metadata ? events[i] with { Metadata = metadata } : events[i];
        return traced;
    }

    /// <summary>Reads the ids of the span an event was appended in.</summary>
    public static ActivityContext? Read(ReadOnlySpan<byte> metadata)
    {
        if (metadata.IndexOf(TraceKey) < 0)
            return null;
        string? trace = null;
        string? span = null;
        try
        {
            var reader = new Utf8JsonReader(metadata);
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                    continue;
                var isTrace = reader.ValueTextEquals(TraceKey);
                if (!isTrace && !reader.ValueTextEquals(SpanKey))
                    continue;
                reader.Read();
                var value = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                (trace, span) = isTrace ? (value, span) : (trace, value);
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Not JSON, or text that is none.
            return null;
        }

        return ActivityContext.TryParse($"00-{trace}-{span}-01", traceState: null, isRemote: true, out var context) ? context : null;
    }

    /// <returns>The object with the members at its end; <see langword="null"/> where they are not to be added.</returns>
    private static byte[]? Append(ReadOnlySpan<byte> metadata, ReadOnlySpan<byte> members)
    {
        var json = metadata.Trim(" \t\r\n"u8);
        if (json.IsEmpty)
            return [(byte)'{', .. members];
        return json is [(byte)'{', .., (byte)'}'] && TakesMembers(json, out var isEmpty) ? [.. json[..^1], .. isEmpty ? [] : ","u8, .. members] : null;
    }

    /// <summary>Whether it is a JSON object without a context of its own. Only a look at all of it can tell it from bytes
    /// that happen to begin and end with braces; it builds nothing.</summary>
    private static bool TakesMembers(ReadOnlySpan<byte> json, out bool isEmpty)
    {
        isEmpty = true;
        try
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                    continue;
                isEmpty = false;
                if (reader.ValueTextEquals(TraceKey) || reader.ValueTextEquals(SpanKey))
                    return false;
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
