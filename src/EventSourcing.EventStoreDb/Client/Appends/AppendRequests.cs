using EventSourcing.EventStoreDb.Client.Wire;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Appends;

/// <summary>Makes the messages of one append over BatchAppend: several where its events are large, so that the appends of
/// others get their turn in between.</summary>
internal static class AppendRequests
{
    // The server takes messages of 16 MiB less 10,000 (wire/PROTOCOL.md, h), and ends the whole call over a larger one.
    private const int MaxMessageSize = 16_767_216;
    private const int ChunkSize = 1024 * 1024;
    private const int Overhead = 1024;

    public static IReadOnlyList<AppendRequest> Make(Guid correlationId, StreamAppend append)
    {
        var request = new AppendRequest(correlationId, append);
        var events = append.Events;
        List<AppendRequest>? full = null;
        var room = MaxMessageSize - Overhead - request.Size;
        var size = 0;
        for (var i = 0; i < events.Count; i++)
        {
            var eventSize = ProposedEvent.Size(events[i]);
            if (eventSize > room)
                throw new AppendTooLargeException(append.Stream, MaxMessageSize);
            if (size > 0 && size + eventSize > ChunkSize)
            {
                (full ??= []).Add(request);
                request = new AppendRequest(correlationId, events, i);
                size = 0;
            }

            size += eventSize;
            request.Add(eventSize);
        }

        request.IsFinal = true;
        return full is null ? [request] : [.. full, request];
    }
}
