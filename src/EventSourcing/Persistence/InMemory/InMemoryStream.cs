using EventSourcing.Persistence.Metadata;

namespace EventSourcing.Persistence.InMemory;

/// <summary>One stream: its events and metadata, whether it is deleted, and the rules of expected revisions and repeated
/// appends.</summary>
internal sealed class InMemoryStream(string name)
{
    private readonly List<RecordedEvent> _events = [];
    private readonly Dictionary<Guid, int> _revisions = [];

    /// <summary>What is known about the stream; one that holds metadata serves its newest event only.</summary>
    public StreamMetadata Metadata { get; set; } = MetadataStream.OwnerOf(name) is null ? new() : new() { MaxCount = 1 };

    public long Last => _events.Count - 1;

    public bool Exists => _events.Count > 0 && !Metadata.IsSoftDelete;

    public bool IsTombstoned { get; private set; }

    public void Add(RecordedEvent added)
    {
        // An id may be written twice; a repeat without a definite revision is recognised by the first of them.
        _revisions.TryAdd(added.Id, _events.Count);
        _events.Add(added);
    }

    /// <summary>What a reader may see now.</summary>
    public (IReadOnlyList<RecordedEvent> Events, long First, long Last) Readable(bool mustExist, DateTimeOffset now)
    {
        ThrowIfTombstoned();
        if (mustExist && !Exists)
            throw new StreamNotFoundException(name);
        return (_events, FirstServed(now), Last);
    }

    /// <summary>What a repeated append was answered the first time; <see langword="null"/> where it is to be written.</summary>
    /// <exception cref="WrongExpectedRevisionException">It is neither a repeat nor does the expectation hold.</exception>
    public AppendResult? Demand(ExpectedRevision expected, IReadOnlyList<NewEvent> events, DateTimeOffset now)
    {
        ThrowIfDeleted(expected);
        var first = FirstToCompare(expected, events);
        if (events.Count > 0 && first is { } start && start <= Last && _events[(int)start].Id == events[0].Id)
            return Repeats(start, events)
                ? Repeated(start + events.Count - 1, now)
                : throw new WrongExpectedRevisionException(name, expected, Last);

        return Holds(expected) ? null : throw new WrongExpectedRevisionException(name, expected, _events.Count == 0 ? null : Last);
    }

    public void DemandToDelete(ExpectedRevision expected)
    {
        ThrowIfDeleted(expected);
        if (_events.Count == 0 || !Holds(expected))
            throw new WrongExpectedRevisionException(name, expected, _events.Count == 0 ? null : Last);
    }

    public void Tombstone(ExpectedRevision expected)
    {
        ThrowIfDeleted(expected);
        if (!Holds(expected))
            throw new WrongExpectedRevisionException(name, expected, _events.Count == 0 ? null : Last);
        IsTombstoned = true;
    }

    /// <summary>A soft-deleted stream counts as missing, and still knows its last revision.</summary>
    private bool Holds(ExpectedRevision expected) =>
        expected.Holds(_events.Count == 0 ? null : Last) || (Metadata.IsSoftDelete && expected == ExpectedRevision.NoStream);

    private void ThrowIfTombstoned()
    {
        if (IsTombstoned)
            throw new StreamDeletedException(name);
    }

    private void ThrowIfDeleted(ExpectedRevision expected)
    {
        ThrowIfTombstoned();
        if (Metadata.IsSoftDelete && expected == ExpectedRevision.StreamExists)
            throw new StreamDeletedException(name);
    }

    private long FirstServed(DateTimeOffset now)
    {
        var first = Math.Min(Metadata.FirstServed(Last), _events.Count);
        if (Metadata.MaxAge is { } age)
            while (first <= Last && _events[(int)first].Created < now - age)
                first++;
        return first;
    }

    /// <summary>The answer of then; where the event is no longer served, its position is not told either.</summary>
    private AppendResult Repeated(long last, DateTimeOffset now) =>
        new(last, last >= FirstServed(now) ? _events[(int)last].Position : null);

    private long? FirstToCompare(ExpectedRevision expected, IReadOnlyList<NewEvent> events)
    {
        if (expected == ExpectedRevision.NoStream)
            return 0;
        if (expected.Revision is { } revision)
            return revision + 1;
        return events.Count > 0 && _revisions.TryGetValue(events[0].Id, out var known) ? known : null;
    }

    private bool Repeats(long start, IReadOnlyList<NewEvent> events)
    {
        if (start + events.Count - 1 > Last)
            return false;
        for (var i = 0; i < events.Count; i++)
            if (_events[(int)start + i].Id != events[i].Id)
                return false;
        return true;
    }
}
