using EventSourcing.Persistence;

namespace EventSourcing.Tests.Persistence.Model;

/// <summary>What is asked of a store. Streams go by short names and events by numbers.</summary>
internal abstract record Operation
{
    public bool IsRead => this is ReadStream or ReadAll or ReadMetadata;

    internal sealed record Append(string Stream, ExpectedRevision Expected, IReadOnlyList<int> Numbers) : Operation
    {
        public override string ToString() => $"append to {Stream}, expecting {Expected}: {(Numbers.Count == 0 ? "nothing" : string.Join(' ', Numbers.Select(Outcome.Number)))}";
    }

    internal sealed record AppendToMany(IReadOnlyList<Append> Appends) : Operation
    {
        public override string ToString() => $"at once {{ {string.Join(" | ", Appends)} }}";
    }

    internal sealed record Delete(string Stream, ExpectedRevision Expected) : Operation
    {
        public override string ToString() => $"delete {Stream}, expecting {Expected}";
    }

    internal sealed record Tombstone(string Stream, ExpectedRevision Expected) : Operation
    {
        public override string ToString() => $"tombstone {Stream}, expecting {Expected}";
    }

    internal sealed record SetMetadata(string Stream, long? MaxCount, long? TruncateBefore) : Operation
    {
        public override string ToString() => $"set metadata of {Stream}: {Outcome.Metadata(MaxCount, TruncateBefore)}";
    }

    internal sealed record ReadMetadata(string Stream) : Operation
    {
        public override string ToString() => $"read metadata of {Stream}";
    }

    internal sealed record ReadStream(string Stream, StreamRead How) : Operation
    {
        public override string ToString() => $"read {Stream} {Way(How.Direction)}{(How.From is { } from ? $" from {from}" : "")}{Most(How.MaxCount)}{(How.MustExist ? ", must exist" : "")}";
    }

    /// <param name="Direction">Which way.</param>
    /// <param name="From">The event to begin at. Backwards, <see langword="null"/> is the end; forwards it is the first
    /// event of all.</param>
    /// <param name="MaxCount">The most events.</param>
    /// <param name="Filter">Which events.</param>
    internal sealed record ReadAll(ReadDirection Direction, ModelEvent? From, long MaxCount, ModelFilter Filter) : Operation
    {
        public override string ToString() => $"read $all {Way(Direction)}{(From is null ? "" : $" from {From}")}{Most(MaxCount)}, {Filter}";
    }

    private static string Way(ReadDirection direction) => direction == ReadDirection.Forwards ? "forwards" : "backwards";

    private static string Most(long count) => count == long.MaxValue ? "" : $", at most {count}";
}
