using System.Collections.Immutable;

namespace EventSourcing.Tests.Persistence.Model;

/// <summary>One stream of the model.</summary>
internal sealed record ModelStream(string Name)
{
    /// <summary>A stream truncated before this revision is a soft-deleted one.</summary>
    public const long Everything = long.MaxValue;

    public ImmutableList<ModelEvent> Events { get; init; } = [];

    public long? MaxCount { get; init; }

    public long? TruncateBefore { get; init; }

    /// <summary>How often metadata was written, by whomever.</summary>
    public int MetadataCount { get; init; }

    public bool IsTombstoned { get; init; }

    /// <summary>The revision before which events are not only hidden, but gone.</summary>
    public long DroppedBefore { get; init; }

    public long Last => Events.Count - 1;

    public bool IsSoftDeleted => TruncateBefore == Everything;

    /// <summary>Whether the stream is there for a reader, be it empty.</summary>
    public bool IsThere => Events.Count > 0 && !IsSoftDeleted && !IsTombstoned;

    public IEnumerable<ModelEvent> Served => Events.Where(Serves);

    public bool Serves(ModelEvent written) => IsThere
        && written.Revision >= DroppedBefore
        && written.Revision >= (TruncateBefore ?? 0)
        && (MaxCount is null || written.Revision > Last - MaxCount);

    public ModelStream WithMetadata(long? maxCount, long? truncateBefore) =>
        this with { MaxCount = maxCount, TruncateBefore = truncateBefore, MetadataCount = MetadataCount + 1 };

    /// <summary>Drops what is hidden, but for the last event.</summary>
    public ModelStream WithoutHidden() =>
        this with { DroppedBefore = Math.Max(DroppedBefore, Math.Min(Last, Math.Max(TruncateBefore ?? 0, MaxCount is { } count ? Last - count + 1 : 0))) };

    /// <summary>What ends a soft delete leaves everything hidden that was there before.</summary>
    public ModelStream Revived() => IsSoftDeleted ? WithMetadata(MaxCount, Events.Count) : this;

    public override string ToString() =>
        $"{Name}[{string.Join(' ', Events.Select(one => one.Number))}|{MaxCount}|{TruncateBefore}|{MetadataCount}|{IsTombstoned}|{DroppedBefore}]";
}
