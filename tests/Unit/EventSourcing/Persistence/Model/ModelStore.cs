using System.Collections.Immutable;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.Persistence.Model;

/// <summary>A store as it ought to be: streams, revisions, idempotency, nothing else. Immutable; an operation gives another
/// store.</summary>
internal sealed record ModelStore(StoreTraits Traits)
{
    private ImmutableSortedDictionary<string, ModelStream> Streams { get; init; } = ImmutableSortedDictionary<string, ModelStream>.Empty;

    /// <summary>Every event ever written, in order.</summary>
    public ImmutableList<ModelEvent> Log { get; private init; } = [];

    public ModelStream this[string stream] => Streams.GetValueOrDefault(stream) ?? new ModelStream(stream);

    public (ModelStore Store, Outcome Outcome) Apply(Operation operation) => operation switch
    {
        Operation.Append append => Append(append),
        Operation.AppendToMany many => Append(many),
        Operation.Delete delete => Delete(delete),
        Operation.Tombstone tombstone => Tombstone(tombstone),
        Operation.SetMetadata set => SetMetadata(set),
        Operation.ReadMetadata read => (this, ReadMetadata(this[read.Stream])),
        Operation.ReadStream read => (this, Read(this[read.Stream], read.How)),
        Operation.ReadAll read => (this, Read(read)),
        _ => throw new ArgumentException($"The model does not know {operation}.", nameof(operation)),
    };

    /// <summary>Whether two stores are the same is whether their texts are.</summary>
    public override string ToString() => $"{string.Join(' ', Streams.Values)} {string.Join(' ', Log.Select(one => one.Number))}";

    private (ModelStore Store, Outcome Outcome) Append(Operation.Append append)
    {
        var verdict = AppendVerdict.Of(this, append);
        if (verdict.Refusal is { } refusal)
            return (this, refusal);
        if (verdict.Repeated is { } repeated)
            return (this, Outcome.Appended(repeated.Revision, this[repeated.Stream].Serves(repeated)));
        return append.Numbers.Count == 0 ? AppendNothing(this[append.Stream]) : Write(this[append.Stream], append.Numbers);
    }

    private (ModelStore Store, Outcome Outcome) Append(Operation.AppendToMany many)
    {
        if (many.Appends.Count > 1 && Traits.AppendsToOneStreamOnly)
            return (this, Outcome.NotAtomic);
        if (many.Appends.Select(append => AppendVerdict.Of(this, append).Refusal).FirstOrDefault(refusal => refusal is not null) is { } refused)
            return (this, refused);

        var (store, outcomes) = (this, new List<Outcome>());
        foreach (var append in many.Appends)
        {
            (store, var outcome) = store.Append(append);
            outcomes.Add(outcome);
        }

        return (store, Outcome.Together(outcomes));
    }

    private (ModelStore Store, Outcome Outcome) AppendNothing(ModelStream stream)
    {
        var after = Traits.EmptyAppendsRevive ? stream.Revived() : stream;
        return (ReferenceEquals(after, stream) ? this : With(after), Outcome.NothingAppended(after.IsThere ? after.Last : -1));
    }

    private (ModelStore Store, Outcome Outcome) Write(ModelStream stream, IReadOnlyList<int> numbers)
    {
        var written = numbers.Select((number, i) => new ModelEvent(stream.Name, stream.Events.Count + i, number)).ToList();
        var after = stream.Revived();
        after = after with { Events = after.Events.AddRange(written) };
        if (Traits.DropsHiddenSnapshots && !stream.IsSoftDeleted && stream.Name.StartsWith(EventFilter.SnapshotPrefix, StringComparison.Ordinal))
            after = after.WithoutHidden();
        return (With(after) with { Log = Log.AddRange(written) }, Outcome.Appended(after.Last, hasPosition: true));
    }

    private (ModelStore Store, Outcome Outcome) Delete(Operation.Delete delete)
    {
        var stream = this[delete.Stream];
        if (AppendVerdict.OfDelete(this, stream, delete.Expected) is { } refusal)
            return (this, refusal);
        return stream.Events.Count == 0 && !AppendVerdict.MetadataCounts(this, stream)
            ? (this, Outcome.Conflict(stream.Name, delete.Expected, actual: null))
            : (With(stream.WithMetadata(null, ModelStream.Everything)), Outcome.Done("deleted"));
    }

    private (ModelStore Store, Outcome Outcome) Tombstone(Operation.Tombstone tombstone)
    {
        var stream = this[tombstone.Stream];
        return AppendVerdict.OfDelete(this, stream, tombstone.Expected) is { } refusal
            ? (this, refusal)
            : (With(stream with { IsTombstoned = true }), Outcome.Done("tombstoned"));
    }

    private (ModelStore Store, Outcome Outcome) SetMetadata(Operation.SetMetadata set)
    {
        var stream = this[set.Stream];
        if (stream.IsTombstoned && !(Traits.TakesMetadataOfTombstonedStreams && stream.MetadataCount > 0))
            return (this, Outcome.Deleted("$$" + set.Stream));
        var after = stream.WithMetadata(set.MaxCount, set.TruncateBefore);
        if (stream.IsSoftDeleted)
            after = after.WithMetadata(set.MaxCount, stream.Events.Count);
        return (With(after), Outcome.Done($"metadata revision {stream.MetadataCount}"));
    }

    private static Outcome ReadMetadata(ModelStream stream) => stream.IsTombstoned
        ? Outcome.Deleted("$$" + stream.Name)
        : Outcome.Done($"metadata revision {stream.MetadataCount - 1}: {Outcome.Metadata(stream.MaxCount, stream.TruncateBefore)}");

    private static Outcome Read(ModelStream stream, StreamRead how)
    {
        if (stream.IsTombstoned)
            return Outcome.Deleted(stream.Name);
        if (!stream.IsThere && how.MustExist)
            return Outcome.Missing(stream.Name);
        var events = how.Direction == ReadDirection.Forwards
            ? stream.Served.Where(one => one.Revision >= (how.From ?? 0))
            : stream.Served.Reverse().Where(one => one.Revision <= (how.From ?? long.MaxValue));
        return Outcome.Read(events.Take(Count(how.MaxCount)).Select(one => one.ToString()));
    }

    /// <summary>Forwards the event at a position is the first, backwards the one before it is.</summary>
    private Outcome Read(Operation.ReadAll read)
    {
        var events = read.Direction == ReadDirection.Forwards
            ? Log.Skip(read.From is null ? 0 : Log.IndexOf(read.From))
            : Log.Take(read.From is null ? Log.Count : Log.IndexOf(read.From)).Reverse();
        return Outcome.Read(events.Where(one => one.Revision >= this[one.Stream].DroppedBefore && Matches(read.Filter, one)).Take(Count(read.MaxCount)).Select(one => one.ToString()));
    }

    private static bool Matches(ModelFilter filter, ModelEvent one) => filter switch
    {
        ModelFilter.SnapshotsToo => true,
        _ when one.Stream.StartsWith(EventFilter.SnapshotPrefix, StringComparison.Ordinal) => false,
        _ when one.Stream == Trial.Beginning => true,
        ModelFilter.OneType => one.Type == "Dog.Registered",
        ModelFilter.TypesThatBeginWithDog => one.Type.StartsWith("Dog.", StringComparison.Ordinal),
        ModelFilter.TypesThatEndWithRegistered => one.Type.EndsWith("Registered", StringComparison.Ordinal),
        ModelFilter.StreamsThatBeginWithA => one.Stream.StartsWith('a'),
        _ => true,
    };

    private static int Count(long count) => (int)Math.Min(count, int.MaxValue);

    private ModelStore With(ModelStream stream) => this with { Streams = Streams.SetItem(stream.Name, stream) };
}
