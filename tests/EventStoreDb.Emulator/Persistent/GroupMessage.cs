using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Persistent;

/// <summary>An event on its way through a group.</summary>
internal sealed class GroupMessage
{
    /// <summary>The event itself, or the link. It is acknowledged by this one's id.</summary>
    public required RecordedEvent Original { get; init; }

    public bool IsLink { get; init; }

    /// <summary>What a link points to, as long as it is there.</summary>
    public RecordedEvent? Target { get; init; }

    /// <summary>The how manieth event of the group this is. Parked events that are replayed are not counted.</summary>
    public long Number { get; init; }

    public bool IsReplayed { get; init; }

    /// <summary>Where the group's checkpoint is as long as this event is the first not done with.</summary>
    public string? PreviousPosition { get; init; }

    public int RetryCount { get; set; }

    public DateTimeOffset DueAt { get; set; }

    public GroupConsumer? Holder { get; set; }

    public Guid Id => Original.Content.Id;
}
