namespace EventStoreDb.Emulator.Store;

/// <summary>An event that is to be written.</summary>
internal sealed record ProposedEvent(
    Guid Id, string Type, bool IsJson, ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte> Metadata);
