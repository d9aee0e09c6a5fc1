using EventSourcing.Persistence;

namespace EventSourcing.Tests.Persistence.Model;

/// <summary>One step of a trial as it is drawn: what it does depends on what came before, which is what makes it hit.</summary>
internal abstract record Step
{
    /// <summary>The operation that the step comes to.</summary>
    public abstract Operation On(Trial trial);

    internal sealed record AppendNew(string Stream, Demand Demand, int Count) : Step
    {
        public override Operation.Append On(Trial trial) =>
            new(Stream, Demand.Of(trial.Store[Stream].Last), [.. Enumerable.Range(0, Count).Select(_ => trial.NewNumber())]);
    }

    /// <summary>An earlier append again: as it was, a part of it, with new events at its end, under another expectation, or
    /// to another stream.</summary>
    internal sealed record Repeat(int Which, int Skipped, int LeftOut, int New, Demand? Demand, string? Stream) : Step
    {
        public override Operation.Append On(Trial trial)
        {
            var earlier = trial.EarlierAppend(Which);
            var numbers = earlier.Numbers.Skip(Skipped).SkipLast(LeftOut).Concat(Enumerable.Range(0, New).Select(_ => trial.NewNumber()));
            var stream = Stream ?? earlier.Stream;
            return new(stream, Demand?.Of(trial.Store[stream].Last) ?? earlier.Expected, [.. numbers]);
        }
    }

    /// <summary>Events from here and there, in any order.</summary>
    internal sealed record AppendAnything(string Stream, Demand Demand, int[] Picks) : Step
    {
        public override Operation.Append On(Trial trial) =>
            new(Stream, Demand.Of(trial.Store[Stream].Last), [.. Picks.Select(trial.AnyNumber).Distinct()]);
    }

    internal sealed record AppendToMany(Step[] Appends) : Step
    {
        public override Operation On(Trial trial) =>
            new Operation.AppendToMany([.. Appends.Select(step => (Operation.Append)step.On(trial)).DistinctBy(append => append.Stream)]);
    }

    internal sealed record Delete(string Stream, Demand Demand) : Step
    {
        public override Operation On(Trial trial) => new Operation.Delete(Stream, Demand.Of(trial.Store[Stream].Last));
    }

    internal sealed record Tombstone(string Stream, Demand Demand) : Step
    {
        public override Operation On(Trial trial) => new Operation.Tombstone(Stream, Demand.Of(trial.Store[Stream].Last));
    }

    internal sealed record SetMetadata(string Stream, long? MaxCount, long? TruncateBefore) : Step
    {
        public override Operation On(Trial trial) => new Operation.SetMetadata(Stream, MaxCount, TruncateBefore);
    }

    internal sealed record ReadMetadata(string Stream) : Step
    {
        public override Operation On(Trial trial) => new Operation.ReadMetadata(Stream);
    }

    internal sealed record ReadStream(string Stream, StreamRead How) : Step
    {
        public override Operation On(Trial trial) => new Operation.ReadStream(Stream, How);
    }

    internal sealed record ReadAll(ReadDirection Direction, int? From, long MaxCount, ModelFilter Filter) : Step
    {
        public override Operation On(Trial trial) => new Operation.ReadAll(Direction, From is { } which ? trial.EventOfKnownPosition(which) : null, MaxCount, Filter);
    }
}
