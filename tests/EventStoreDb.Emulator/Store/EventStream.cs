namespace EventStoreDb.Emulator.Store;

/// <summary>The events of one stream, in the order of their revisions.</summary>
internal sealed class EventStream
{
    private readonly List<RecordedEvent> _events = [];

    /// <summary>Minus one while the stream has no event.</summary>
    public long LastRevision => _events.Count - 1;

    public RecordedEvent? Last => _events.Count == 0 ? null : _events[^1];

    public RecordedEvent? Tombstone { get; set; }

    public RecordedEvent this[long revision] => _events[(int)revision];

    public void Add(RecordedEvent added) => _events.Add(added);

    /// <summary>Whether the events from a revision on are these, in this order. Ids alone are looked at.</summary>
    public bool Holds(IReadOnlyList<ProposedEvent> events, long from)
    {
        if (from + events.Count - 1 > LastRevision)
        {
            return false;
        }

        for (var i = 0; i < events.Count; i++)
        {
            if (this[from + i].Content.Id != events[i].Id)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The lowest revision that is served; one beyond the last when none is.</summary>
    public long FirstServed(StreamMetadata metadata, DateTimeOffset now)
    {
        var first = Math.Max(metadata.TruncateBefore ?? 0, 0);
        if (metadata.MaxCount is { } count)
        {
            first = Math.Max(first, LastRevision - count + 1);
        }

        if (metadata.MaxAge is { } age)
        {
            first = Math.Max(first, FirstCreatedSince(now - age));
        }

        return first;
    }

    private long FirstCreatedSince(DateTimeOffset oldest)
    {
        var (low, high) = (0, _events.Count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (_events[middle].Created < oldest)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
