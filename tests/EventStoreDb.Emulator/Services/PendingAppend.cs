using EventSourcing.EventStoreDb.Protos;
using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Services;

/// <summary>An append of a BatchAppend call of which chunks are still to come.</summary>
internal sealed class PendingAppend(
    Guid correlationId, StreamIdentifier identifier, string stream, ExpectedRevision expected, DateTimeOffset deadline)
{
    private long _size;

    public Guid CorrelationId => correlationId;

    public StreamIdentifier Identifier => identifier;

    public string Stream => stream;

    public ExpectedRevision Expected => expected;

    /// <summary>By when the last chunk has to be here.</summary>
    public DateTimeOffset Deadline => deadline;

    public List<ProposedEvent> Events { get; } = [];

    /// <summary>False once all chunks together hold more than an append may. Only the data counts.</summary>
    public bool TryAdd(ProposedEvent proposed, int maxAppendSize)
    {
        _size += proposed.Data.Length;
        Events.Add(proposed);
        return _size <= maxAppendSize;
    }
}
