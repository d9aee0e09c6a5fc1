namespace PSEventSourcing.Commands.Aggregates.Changes;

/// <summary>In what way a part of the state differs.</summary>
public enum StateChangeKind
{
    /// <summary>It is there after, and was not before.</summary>
    Added,

    /// <summary>It was there before, and is not after.</summary>
    Removed,

    /// <summary>It is another.</summary>
    Changed,
}
