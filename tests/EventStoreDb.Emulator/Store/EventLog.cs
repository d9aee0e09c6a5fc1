namespace EventStoreDb.Emulator.Store;

/// <summary>All records in the order they were written, each at a position, with gaps between the positions.</summary>
internal sealed class EventLog
{
    private const int BytesOfRecord = 90;

    private readonly List<long> _positions = [];
    private readonly List<RecordedEvent?> _events = [];

    /// <summary>Where the next record will lie.</summary>
    public long End { get; private set; }

    public int Count => _events.Count;

    /// <summary>All events, in order.</summary>
    public IEnumerable<RecordedEvent> Events => _events.OfType<RecordedEvent>();

    /// <summary>The event of a record, if it has one that readers of the whole log may see.</summary>
    public RecordedEvent? VisibleAt(int index) =>
        _events[index] is { } recorded && !StreamName.IsHiddenFromAll(recorded.Stream) ? recorded : null;

    public void Add(RecordedEvent recorded)
    {
        var content = recorded.Content;
        AddRecord(recorded, recorded.Stream.Length + content.Type.Length + content.Data.Length + content.Metadata.Length);
    }

    /// <summary>An append without events leaves a mark in the log all the same.</summary>
    public long AddBlank()
    {
        var position = End;
        AddRecord(null, 0);
        return position;
    }

    /// <summary>The index of the record that begins exactly there; null inside a record or from the end on.</summary>
    public int? IndexOf(long position)
    {
        var index = _positions.BinarySearch(position);
        return index >= 0 ? index : null;
    }

    private void AddRecord(RecordedEvent? recorded, int bytes)
    {
        _positions.Add(End);
        _events.Add(recorded);
        End += BytesOfRecord + bytes;
    }
}
