using EventSourcing.Persistence;

namespace EventSourcing.Sqlite.Events;

/// <summary>Events read at once: so many, or so large, that the next page is worth a new look at the file, and so few that
/// they are in memory without harm.</summary>
internal sealed class EventPage
{
    /// <summary>The most events of a page.</summary>
    public const int MostEvents = 256;

    private const long MostBytes = 1024 * 1024;

    private readonly List<RecordedEvent> _events = [];
    private long _bytes;

    public IReadOnlyList<RecordedEvent> Events => _events;

    public bool IsFull => _events.Count == MostEvents || _bytes >= MostBytes;

    public void Add(RecordedEvent recorded)
    {
        _events.Add(recorded);
        _bytes += recorded.Data.Length + recorded.Metadata.Length;
    }
}
