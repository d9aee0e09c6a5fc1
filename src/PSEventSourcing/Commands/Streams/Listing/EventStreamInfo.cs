namespace PSEventSourcing.Commands.Streams.Listing;

/// <summary>A stream, and what there is in it.</summary>
public sealed class EventStreamInfo
{
    /// <summary>The name.</summary>
    public required string Stream { get; init; }

    /// <summary>What has become of it.</summary>
    public required EventStreamState State { get; init; }

    /// <summary>The revision of the first event that is served; nothing where none is.</summary>
    public long? FirstRevision { get; init; }

    /// <summary>The revision of the last event; nothing where none is served.</summary>
    public long? LastRevision { get; init; }

    /// <summary>When the first event that is served was written.</summary>
    public DateTimeOffset? FirstEvent { get; init; }

    /// <summary>When the last event was written.</summary>
    public DateTimeOffset? LastEvent { get; init; }

    /// <summary>Whether it is deleted, softly or for ever.</summary>
    public bool IsDeleted => State is EventStreamState.SoftDeleted or EventStreamState.Tombstoned;

    /// <summary>Whether its first events are served no more.</summary>
    public bool IsTruncated => State == EventStreamState.Truncated;

    /// <summary>The name.</summary>
    public override string ToString() => Stream;
}
