using System.Text;
using System.Text.Json;
using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Streams.Searching;

/// <summary>What of an event can be searched: its data and its metadata, as they are stored, and where that is JSON with
/// escapes, each text in it as it is meant.</summary>
internal static class EventText
{
    public static bool Any(RecordedEvent recorded, SearchIn where, Func<string, bool> matches) =>
        (where.HasFlag(SearchIn.Data) && Any(recorded.Data, matches)) || (where.HasFlag(SearchIn.Metadata) && Any(recorded.Metadata, matches));

    private static bool Any(ReadOnlyMemory<byte> content, Func<string, bool> matches)
    {
        if (content.IsEmpty)
            return false;
        if (matches(Encoding.UTF8.GetString(content.Span)))
            return true;
        if (!content.Span.Contains((byte)'\\'))
            return false;
        try
        {
            var json = new Utf8JsonReader(content.Span, new JsonReaderOptions { MaxDepth = 512 });
            while (json.Read())
                if (json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && json.ValueIsEscaped && matches(json.GetString()!))
                    return true;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // No JSON, or text in it that is none: it was searched as it is.
        }

        return false;
    }
}
