namespace EventSourcing.Domain;

/// <summary>Says when snapshots of a class of aggregates are taken, and how many are kept. The class implements
/// <see cref="ISnapshotable{TState}"/>. Without the attribute snapshots are taken on demand only.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SnapshotAttribute : Attribute
{
    /// <summary>A snapshot is taken with the save that brings the number of an aggregate's events to, or over, a multiple
    /// of this; 0: on demand only.</summary>
    public int Every { get; init; }

    /// <summary>How many snapshots of an aggregate are kept, at least one. Older ones help to get it at a revision before
    /// the newest.</summary>
    public int Keep { get; init; } = 3;
}
