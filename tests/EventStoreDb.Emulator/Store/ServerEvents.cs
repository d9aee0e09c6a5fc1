namespace EventStoreDb.Emulator.Store;

/// <summary>Events that the server itself writes.</summary>
internal static class ServerEvents
{
    /// <summary>
    /// An empty node has records of its own: one that readers of the whole log do not see, and the metadata of the
    /// stream of scavenges, which is the first event they do see.
    /// </summary>
    public static void WriteAtStart(Database database)
    {
        var epoch = new ProposedEvent(Guid.NewGuid(), "$epoch-information", true, "{}"u8.ToArray(), default);
        database.Append(StreamName.EpochInformation, ExpectedRevision.Any, [epoch]);
        database.Append(
            StreamName.MetadataOf("$scavenges"),
            ExpectedRevision.Any,
            [Metadata("""{"$maxAge":2592000,"$acl":{"$r":"$ops","$w":[],"$d":[],"$mr":[],"$mw":[]}}"""u8.ToArray())]);
    }

    public static ProposedEvent Metadata(byte[] json) =>
        new(Guid.NewGuid(), RecordedEvent.MetadataType, true, json, default);

    public static ProposedEvent Tombstone() =>
        new(Guid.NewGuid(), RecordedEvent.TombstoneType, false, default, default);
}
