namespace EventStoreDb.Emulator.Store;

/// <summary>
/// The store: streams, their metadata and the log, in memory. One lock orders everything; what leaves it is
/// immutable and no larger than a page.
/// </summary>
internal sealed partial class Database
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly EventLog _log = new();
    private readonly Dictionary<string, EventStream> _streams = new(StringComparer.Ordinal);

    // An id may be written twice, to one stream or to two; the server knows the first place alone.
    private readonly Dictionary<Guid, (string Stream, long Revision)> _firstPlaces = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Database(TimeProvider time)
    {
        _time = time;
        ServerEvents.WriteAtStart(this);
    }

    /// <summary>Appends all events or none.</summary>
    public WriteOutcome Append(string stream, ExpectedRevision expected, IReadOnlyList<ProposedEvent> events)
    {
        lock (_gate)
        {
            var target = Find(stream);

            // Metadata that is there is added to even after the tombstone of its stream, although nobody can read it.
            if (IsTombstoned(stream) && (target.Tombstone is not null || target.LastRevision < 0))
            {
                return new WriteOutcome.Deleted();
            }

            var isSoftDeleted = Metadata(stream).IsSoftDeleted;
            var (verdict, repeatedTo) = AppendRules.Judge(
                target, isSoftDeleted, HasMetadata(stream), id => FirstRevision(stream, id), expected, events);
            return verdict switch
            {
                AppendRules.Verdict.Write => Write(stream, target.LastRevision, isSoftDeleted, events),
                AppendRules.Verdict.Repeat => Repeated(stream, target, repeatedTo),
                AppendRules.Verdict.Unanswered => new WriteOutcome.Unanswered(),
                AppendRules.Verdict.Deleted => new WriteOutcome.Deleted(),
                _ => new WriteOutcome.Conflict(target.LastRevision),
            };
        }
    }

    /// <summary>Ends a stream so that it may be begun anew: all that is written is metadata that hides its events.</summary>
    public WriteOutcome Delete(string stream, ExpectedRevision expected)
    {
        lock (_gate)
        {
            return JudgeDelete(stream, expected, missingMayBe: HasMetadata(stream))
                ?? Finish(Record(
                    StreamName.MetadataOf(stream), ServerEvents.Metadata(StreamMetadata.Truncated("{}"u8.ToArray(), long.MaxValue))));
        }
    }

    /// <summary>Ends a stream for good.</summary>
    public WriteOutcome Tombstone(string stream, ExpectedRevision expected)
    {
        lock (_gate)
        {
            if (JudgeDelete(stream, expected, missingMayBe: true) is { } refused)
            {
                return refused;
            }

            var tombstone = new RecordedEvent(
                stream, RecordedEvent.TombstoneRevision, _log.End, _time.GetUtcNow(), ServerEvents.Tombstone());
            _log.Add(tombstone);
            FindOrCreate(stream).Tombstone = tombstone;
            return Finish(tombstone);
        }
    }

    private WriteOutcome? JudgeDelete(string stream, ExpectedRevision expected, bool missingMayBe)
    {
        if (IsTombstoned(stream))
        {
            return new WriteOutcome.Deleted();
        }

        var last = Find(stream).LastRevision;
        var isSoftDeleted = Metadata(stream).IsSoftDeleted;
        if (isSoftDeleted && expected == ExpectedRevision.StreamExists)
        {
            return new WriteOutcome.Deleted();
        }

        var holds = expected == ExpectedRevision.StreamExists
            ? last >= 0 || HasMetadata(stream)
            : !expected.IsDefinite || expected.Value == last || (isSoftDeleted && expected == ExpectedRevision.NoStream);
        return holds && (last >= 0 || missingMayBe) ? null : new WriteOutcome.Conflict(last);
    }

    private WriteOutcome.Written Write(
        string stream, long lastRevision, bool isSoftDeleted, IReadOnlyList<ProposedEvent> events)
    {
        if (events.Count == 0)
        {
            var blank = _log.AddBlank();
            if (isSoftDeleted)
            {
                Revive(stream, lastRevision + 1);
            }

            return new WriteOutcome.Written(lastRevision, blank);
        }

        var revivedByMetadata = StreamName.IsMetadata(stream) && Metadata(StreamName.BaseOf(stream)).IsSoftDeleted;
        RecordedEvent? written = null;
        foreach (var proposed in events)
        {
            written = Record(stream, proposed);
        }

        if (isSoftDeleted)
        {
            Revive(stream, lastRevision + 1);
        }

        if (revivedByMetadata)
        {
            var revived = StreamName.BaseOf(stream);
            Revive(revived, Find(revived).LastRevision + 1);
        }

        return Finish(written!);
    }

    private WriteOutcome.Written Repeated(string stream, EventStream target, long revision)
    {
        var isServed = revision >= target.FirstServed(Metadata(stream), _time.GetUtcNow());
        return new WriteOutcome.Written(revision, isServed ? target[revision].Position : null);
    }

    private void Revive(string stream, long truncateBefore)
    {
        var metadataStream = StreamName.MetadataOf(stream);
        var current = Find(metadataStream).Last?.Content.Data ?? ReadOnlyMemory<byte>.Empty;
        Record(metadataStream, ServerEvents.Metadata(StreamMetadata.Truncated(current, truncateBefore)));
    }

    private RecordedEvent Record(string stream, ProposedEvent proposed)
    {
        var target = FindOrCreate(stream);
        var recorded = new RecordedEvent(stream, target.LastRevision + 1, _log.End, _time.GetUtcNow(), proposed);
        _log.Add(recorded);
        target.Add(recorded);
        _firstPlaces.TryAdd(proposed.Id, (stream, recorded.Revision));
        return recorded;
    }

    private long? FirstRevision(string stream, Guid id) =>
        _firstPlaces.TryGetValue(id, out var place) && string.Equals(place.Stream, stream, StringComparison.Ordinal) ? place.Revision : null;

    private WriteOutcome.Written Finish(RecordedEvent last)
    {
        var waiting = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.SetResult();
        return new WriteOutcome.Written(last.Revision, last.Position);
    }

    private EventStream FindOrCreate(string stream)
    {
        if (!_streams.TryGetValue(stream, out var found))
        {
            _streams.Add(stream, found = new EventStream());
        }

        return found;
    }
}
