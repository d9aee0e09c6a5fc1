using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.PersistentSubscriptions;

/// <summary>Where a persistent subscription begins.</summary>
public readonly record struct PersistentSubscriptionStart
{
    /// <summary>With what is appended from now on. Also what <see langword="default"/> is.</summary>
    public static PersistentSubscriptionStart End => default;

    /// <summary>With the first event.</summary>
    public static PersistentSubscriptionStart Start => new() { IsStart = true };

    /// <summary>The revision, where it begins at one.</summary>
    public long? Revision { get; private init; }

    /// <summary>The position, where it begins at one.</summary>
    public Position? Position { get; private init; }

    internal bool IsStart { get; private init; }

    /// <summary>With the event of this revision. For streams only.</summary>
    /// <param name="revision">The revision, from 0; it may be one that is still to come.</param>
    public static PersistentSubscriptionStart At(long revision)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(revision);
        return new PersistentSubscriptionStart { Revision = revision };
    }

    /// <summary>With the event at this position. For <c>$all</c> only.</summary>
    /// <param name="position">The position; not beyond the end of the log.</param>
    public static PersistentSubscriptionStart At(Position position)
    {
        if (position.Prepare < 0 || position.Commit < position.Prepare)
            throw new ArgumentOutOfRangeException(nameof(position), position, "A position's figures begin at 0, and commit is not below prepare.");
        if (position == Persistence.Position.Start)
            return Start;
        return position == Persistence.Position.End ? End : new PersistentSubscriptionStart { Position = position };
    }

    /// <inheritdoc/>
    public override string ToString() => this switch
    {
        { IsStart: true } => "the start",
        { Revision: { } revision } => FormattableString.Invariant($"revision {revision}"),
        { Position: { } position } => $"position {position}",
        _ => "the end",
    };
}
