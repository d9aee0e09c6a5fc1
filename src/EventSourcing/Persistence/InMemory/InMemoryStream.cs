namespace EventSourcing.Persistence.InMemory;

/// <summary>One stream: its events, whether it is deleted, and the rules of expected revisions and repeated appends.</summary>
internal sealed class InMemoryStream(string name)
{
    private readonly List<RecordedEvent> _events = [];
    private readonly Dictionary<Guid, int> _revisions = [];
    private long _first;
    private bool _softDeleted;
    private bool _tombstoned;

    public long Last => _events.Count - 1;

    public bool Exists => _events.Count > 0 && !_softDeleted;

    public void Add(RecordedEvent added)
    {
        _softDeleted = false;
        _revisions[added.Id] = _events.Count;
        _events.Add(added);
    }

    /// <summary>What a reader may see now.</summary>
    public (IReadOnlyList<RecordedEvent> Events, long First, long Last) Readable(bool mustExist)
    {
        ThrowIfTombstoned();
        return Exists || !mustExist ? (_events, _first, Last) : throw new StreamNotFoundException(name);
    }

    /// <summary>What a repeated append was answered the first time; <see langword="null"/> where it is to be written.</summary>
    /// <exception cref="WrongExpectedRevisionException">It is neither a repeat nor does the expectation hold.</exception>
    public AppendResult? Demand(ExpectedRevision expected, IReadOnlyList<NewEvent> events)
    {
        ThrowIfTombstoned();
        if (_softDeleted && expected == ExpectedRevision.StreamExists)
            throw new StreamDeletedException(name);

        var first = FirstToCompare(expected, events);
        if (events.Count > 0 && first is { } start && start <= Last && _events[(int)start].Id == events[0].Id)
            return Repeats(start, events)
                ? new AppendResult(start + events.Count - 1, Exists ? _events[(int)start + events.Count - 1].Position : null)
                : throw new WrongExpectedRevisionException(name, expected, Last);

        return Holds(expected) ? null : throw new WrongExpectedRevisionException(name, expected, _events.Count == 0 ? null : Last);
    }

    public void Delete(ExpectedRevision expected)
    {
        ThrowIfTombstoned();
        if (_softDeleted && expected == ExpectedRevision.StreamExists)
            throw new StreamDeletedException(name);
        if (_events.Count == 0 || !Holds(expected))
            throw new WrongExpectedRevisionException(name, expected, _events.Count == 0 ? null : Last);
        _softDeleted = true;
        _first = _events.Count;
    }

    public void Tombstone(ExpectedRevision expected)
    {
        ThrowIfTombstoned();
        if (!Holds(expected))
            throw new WrongExpectedRevisionException(name, expected, _events.Count == 0 ? null : Last);
        _tombstoned = true;
    }

    /// <summary>A soft-deleted stream counts as missing, and still knows its last revision.</summary>
    private bool Holds(ExpectedRevision expected) =>
        expected.Holds(_events.Count == 0 ? null : Last) || (_softDeleted && expected == ExpectedRevision.NoStream);

    private void ThrowIfTombstoned()
    {
        if (_tombstoned)
            throw new StreamDeletedException(name);
    }

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
