namespace EventStoreDb.Emulator.Access;

/// <summary>What somebody wants to do with a stream.</summary>
internal enum StreamAction
{
    Read,
    Write,
    Delete,
}
