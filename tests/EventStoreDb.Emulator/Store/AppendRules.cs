namespace EventStoreDb.Emulator.Store;

/// <summary>Decides whether an append is written, is a repeat of an earlier one, or is refused.</summary>
internal static class AppendRules
{
    public enum Verdict
    {
        Write,
        Repeat,
        Conflict,
        Deleted,
    }

    public static (Verdict Verdict, long RepeatedFrom) Judge(
        EventStream stream,
        bool isSoftDeleted,
        bool hasMetadata,
        ExpectedRevision expected,
        IReadOnlyList<ProposedEvent> events)
    {
        if (expected.IsDefinite)
        {
            return JudgeDefinite(stream, isSoftDeleted, expected, events);
        }

        if (expected == ExpectedRevision.StreamExists)
        {
            if (isSoftDeleted)
            {
                return (Verdict.Deleted, 0);
            }

            if (stream.LastRevision < 0 && !hasMetadata)
            {
                return (Verdict.Conflict, 0);
            }
        }

        // Without a definite revision only the first event says whether this is a repeat. If it is new, all are
        // written, even ones that are there already.
        if (events.Count == 0 || stream.RevisionOf(events[0].Id) is not { } from)
        {
            return (Verdict.Write, 0);
        }

        return stream.Holds(events, from) ? (Verdict.Repeat, from) : (Verdict.Conflict, 0);
    }

    private static (Verdict Verdict, long RepeatedFrom) JudgeDefinite(
        EventStream stream, bool isSoftDeleted, ExpectedRevision expected, IReadOnlyList<ProposedEvent> events)
    {
        if (expected.Value == stream.LastRevision)
        {
            return (Verdict.Write, 0);
        }

        var from = expected.Value + 1;
        var maybeRepeat = events.Count > 0 && from <= stream.LastRevision && stream[from].Content.Id == events[0].Id;
        if (maybeRepeat && stream.Holds(events, from))
        {
            return (Verdict.Repeat, from);
        }

        // A soft-deleted stream may be begun anew as if it had never been.
        var begunAnew = isSoftDeleted && expected == ExpectedRevision.NoStream && !maybeRepeat;
        return (begunAnew ? Verdict.Write : Verdict.Conflict, 0);
    }
}
