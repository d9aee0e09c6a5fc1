namespace EventStoreDb.Emulator.Store;

/// <summary>An event as it lies in the log.</summary>
internal sealed record RecordedEvent(
    string Stream, long Revision, long Position, DateTimeOffset Created, ProposedEvent Content)
{
    /// <summary>The revision of the event that ends a stream for good.</summary>
    public const long TombstoneRevision = long.MaxValue;

    public const string TombstoneType = "$streamDeleted";

    public const string MetadataType = "$metadata";

    public const string LinkType = "$>";
}
