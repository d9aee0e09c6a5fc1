using EventSourcing.Persistence;

namespace EventSourcing.Tests.Persistence.Model;

/// <summary>The rules of expected revisions and of repeats: what the model says to an append before it is written.</summary>
/// <param name="Refusal">Why it is refused.</param>
/// <param name="Repeated">The last event of the earlier append that it repeats. Where neither is set, it is written.</param>
internal readonly record struct AppendVerdict(Outcome? Refusal, ModelEvent? Repeated)
{
    private static AppendVerdict Written => default;

    public static AppendVerdict Of(ModelStore store, Operation.Append append)
    {
        var stream = store[append.Stream];
        if (RefusalOfAny(store, stream, append.Expected) is { } refusal)
            return new(refusal, null);
        if (append.Expected == ExpectedRevision.Any || append.Expected == ExpectedRevision.StreamExists)
            return append.Numbers.Count == 0 ? Written : ById(store, stream, append);

        var from = (int)Math.Min((append.Expected.Revision ?? -1) + 1, int.MaxValue);
        if (from == stream.Events.Count)
            return Written;
        var known = stream.Events.Skip(from).Zip(append.Numbers).TakeWhile(pair => pair.First.Number == pair.Second).Count();
        if (known > 0 && known == append.Numbers.Count)
            return new(null, stream.Events[from + known - 1]);
        var beginsAnew = append.Expected == ExpectedRevision.NoStream && stream.IsSoftDeleted && known == 0
            && (append.Numbers.Count > 0 || !store.Traits.EmptyAppendsRevive);
        return beginsAnew ? Written : Conflict(stream, append.Expected);
    }

    /// <summary>Why a delete or tombstone is refused, which writes an event of its own that repeats nothing.</summary>
    public static Outcome? OfDelete(ModelStore store, ModelStream stream, ExpectedRevision expected)
    {
        if (RefusalOfAny(store, stream, expected) is { } refusal)
            return refusal;
        var holds = expected == ExpectedRevision.Any || expected == ExpectedRevision.StreamExists
            || (expected.Revision ?? -1) == stream.Last
            || (expected == ExpectedRevision.NoStream && stream.IsSoftDeleted);
        return holds ? null : Conflict(stream, expected).Refusal;
    }

    public static bool MetadataCounts(ModelStore store, ModelStream stream) => store.Traits.MetadataMakesAStreamExist && stream.MetadataCount > 0;

    private static Outcome? RefusalOfAny(ModelStore store, ModelStream stream, ExpectedRevision expected)
    {
        if (stream.IsTombstoned || (expected == ExpectedRevision.StreamExists && stream.IsSoftDeleted))
            return Outcome.Deleted(stream.Name);
        return expected == ExpectedRevision.StreamExists && stream.Events.Count == 0 && !MetadataCounts(store, stream)
            ? Conflict(stream, expected).Refusal
            : null;
    }

    /// <summary>Without a definite revision the ids alone say whether it is a repeat; the first of them decides whether it
    /// may be one.</summary>
    private static AppendVerdict ById(ModelStore store, ModelStream stream, Operation.Append append)
    {
        var known = new List<ModelEvent>();
        foreach (var number in append.Numbers)
        {
            var found = store.Traits.KnowsIdsOfTheWholeStore
                ? store.Log.Find(one => one.Number == number) is { } first && first.Stream == stream.Name ? first : null
                : stream.Events.Find(one => one.Number == number && (known is [] || one.Revision == known[^1].Revision + 1));
            if (found is null)
                return known is [] ? Written : Conflict(stream, append.Expected);
            known.Add(found);
        }

        return store.Traits.KnowsIdsOfTheWholeStore && known[^1].Revision < known[0].Revision - 1
            ? new(Outcome.NoAnswer, null)
            : new(null, known[^1]);
    }

    private static AppendVerdict Conflict(ModelStream stream, ExpectedRevision expected) =>
        new(Outcome.Conflict(stream.Name, expected, stream.Events.Count == 0 ? null : stream.Last), null);
}
