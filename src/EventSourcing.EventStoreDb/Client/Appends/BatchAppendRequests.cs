using EventSourcing.EventStoreDb.Client.Wire;
using EventSourcing.EventStoreDb.Protos.Streams;
using EventSourcing.Persistence;
using Google.Protobuf.WellKnownTypes;

namespace EventSourcing.EventStoreDb.Client.Appends;

/// <summary>Makes the messages of one append over BatchAppend: several where its events are large, so that the appends of
/// others get their turn in between.</summary>
internal static class BatchAppendRequests
{
    // The server takes messages of 16 MiB less 10,000 (wire/PROTOCOL.md, h), and ends the whole call over a larger one.
    private const int MaxMessageSize = 16_767_216;
    private const int ChunkSize = 1024 * 1024;
    private const int Overhead = 1024;

    private static readonly Empty Set = new();

    public static IReadOnlyList<BatchAppendReq> Make(Guid correlationId, string stream, ExpectedRevision expected, IReadOnlyList<NewEvent> events)
    {
        var correlation = correlationId.ToWire();
        var options = Options(stream, expected);
        var room = MaxMessageSize - Overhead - options.CalculateSize();
        var chunks = new List<BatchAppendReq>(1) { new() { CorrelationId = correlation, Options = options } };
        var size = 0;
        foreach (var added in events)
        {
            var message = added.ToBatchMessage();
            var messageSize = message.CalculateSize();
            if (messageSize > room)
                throw new AppendTooLargeException(stream, MaxMessageSize);
            if (size > 0 && size + messageSize > ChunkSize)
            {
                chunks.Add(new BatchAppendReq { CorrelationId = correlation });
                size = 0;
            }

            size += messageSize;
            chunks[^1].ProposedMessages.Add(message);
        }

        chunks[^1].IsFinal = true;
        return chunks;
    }

    private static BatchAppendReq.Types.Options Options(string stream, ExpectedRevision expected)
    {
        var options = new BatchAppendReq.Types.Options { StreamIdentifier = stream.ToStreamIdentifier() };
        if (expected.Revision is { } revision)
            options.StreamPosition = (ulong)revision;
        else if (expected == ExpectedRevision.NoStream)
            options.NoStream = Set;
        else if (expected == ExpectedRevision.StreamExists)
            options.StreamExists = Set;
        else
            options.Any = Set;
        return options;
    }
}
