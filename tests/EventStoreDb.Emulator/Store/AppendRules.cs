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
        Unanswered,
    }

    /// <param name="stream">The stream.</param>
    /// <param name="isSoftDeleted">Whether it is soft-deleted.</param>
    /// <param name="hasMetadata">Whether metadata was ever written for it.</param>
    /// <param name="knownRevision">Where in this stream an id was written, if it was written here before anywhere else.</param>
    /// <param name="expected">What is demanded.</param>
    /// <param name="events">What is to be written.</param>
    /// <returns>The verdict, and the revision of the last event repeated.</returns>
    public static (Verdict Verdict, long RepeatedTo) Judge(
        EventStream stream,
        bool isSoftDeleted,
        bool hasMetadata,
        Func<Guid, long?> knownRevision,
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

        return JudgeByIds(knownRevision, events);
    }

    /// <summary>
    /// Without a definite revision only the first event says whether this is a repeat. If it is new, all are written,
    /// even ones that are there already. If it is known, all have to be, wherever in the stream they are.
    /// </summary>
    private static (Verdict Verdict, long RepeatedTo) JudgeByIds(Func<Guid, long?> knownRevision, IReadOnlyList<ProposedEvent> events)
    {
        if (events.Count == 0 || knownRevision(events[0].Id) is not { } from)
        {
            return (Verdict.Write, 0);
        }

        var to = from;
        foreach (var repeated in events)
        {
            if (knownRevision(repeated.Id) is not { } revision)
            {
                return (Verdict.Conflict, 0);
            }

            to = revision;
        }

        // The server trips over a repeat that ends before it begins, and never answers.
        return (to < from - 1 ? Verdict.Unanswered : Verdict.Repeat, to);
    }

    private static (Verdict Verdict, long RepeatedTo) JudgeDefinite(
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
            return (Verdict.Repeat, from + events.Count - 1);
        }

        // A soft-deleted stream may be begun anew as if it had never been, but not with nothing.
        var begunAnew = isSoftDeleted && expected == ExpectedRevision.NoStream && events.Count > 0 && !maybeRepeat;
        return (begunAnew ? Verdict.Write : Verdict.Conflict, 0);
    }
}
