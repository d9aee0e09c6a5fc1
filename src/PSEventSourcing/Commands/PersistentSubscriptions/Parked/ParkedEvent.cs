using System.Globalization;
using System.Text;
using System.Text.Json;
using EventSourcing.Persistence;
using PSEventSourcing.Commands.Streams;

namespace PSEventSourcing.Commands.PersistentSubscriptions.Parked;

/// <summary>An event that was put aside.</summary>
public sealed record ParkedEvent
{
    /// <summary>What the server puts before the reason that a reader gave.</summary>
    private const string ByReader = "Client explicitly NAK'ed message.\n";

    /// <summary>The stream of the event.</summary>
    public required string Stream { get; init; }

    /// <summary>The event's place in its stream.</summary>
    public long Revision { get; init; }

    /// <summary>The event's type; nothing where the event is gone.</summary>
    public string? Type => Event?.Type;

    /// <summary>What the event says; nothing where the event is gone.</summary>
    public object? Data => Event?.Data;

    /// <summary>When it was parked.</summary>
    public DateTimeOffset Parked { get; init; }

    /// <summary>Why: what the reader said, or the server's own words, as where an event was delivered too often.</summary>
    public string? Reason { get; init; }

    /// <summary>The place among the parked events of the group, which goes on counting when they are resumed.</summary>
    public long ParkedRevision { get; init; }

    /// <summary>The event itself; nothing where it is gone, as when its stream was deleted.</summary>
    public StreamEvent? Event { get; init; }

    internal static ParkedEvent Of(RecordedEvent recorded)
    {
        var link = recorded.Link ?? recorded;
        // A link's data is the revision it points to, an at sign, and the stream.
        var target = Encoding.UTF8.GetString(link.Data.Span);
        var at = target.IndexOf('@', StringComparison.Ordinal);
        var (added, reason) = Note(link.Metadata);
        return new ParkedEvent
        {
            Stream = target[(at + 1)..],
            Revision = at > 0 && long.TryParse(target.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : -1,
            Parked = added ?? link.Created,
            Reason = reason?.StartsWith(ByReader, StringComparison.Ordinal) == true ? reason[ByReader.Length..] : reason,
            ParkedRevision = link.Revision,
            Event = recorded.Link is null ? null : new StreamEvent(recorded),
        };
    }

    private static (DateTimeOffset? Added, string? Reason) Note(ReadOnlyMemory<byte> metadata)
    {
        try
        {
            using var note = JsonDocument.Parse(metadata);
            var added = note.RootElement.TryGetProperty("added", out var time) && time.TryGetDateTimeOffset(out var when) ? when : (DateTimeOffset?)null;
            return (added, note.RootElement.TryGetProperty("reason", out var reason) ? reason.GetString() : null);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return (null, null);
        }
    }

    /// <summary>The stream and the revision.</summary>
    public override string ToString() => $"{Stream}@{Revision}";
}
