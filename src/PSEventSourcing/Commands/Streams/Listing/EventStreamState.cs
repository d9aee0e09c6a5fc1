namespace PSEventSourcing.Commands.Streams.Listing;

/// <summary>What has become of a stream.</summary>
public enum EventStreamState
{
    /// <summary>All its events are served.</summary>
    Active,

    /// <summary>Its first events are served no more.</summary>
    Truncated,

    /// <summary>It is soft-deleted: events appended now go on counting.</summary>
    SoftDeleted,

    /// <summary>It is gone for ever, and its name with it.</summary>
    Tombstoned,
}
