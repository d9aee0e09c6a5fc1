using EventSourcing.EventStoreDb.Client.Wire;
using EventSourcing.EventStoreDb.Protos.Streams;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Reads;

/// <summary>A read of a stream.</summary>
internal sealed class StreamReadProgress(string stream, StreamRead read) : ReadProgress
{
    private StreamRead _rest = read;

    public override string Name => "read";

    public override string? Stream => stream;

    public override bool IsDone => _rest is { MaxCount: 0 } or { From: < 0 };

    // The server fails a count of 0, and then whether the stream is there would go unseen.
    public override ReadReq Request() => ReadRequests.OfStream(stream, _rest, (ulong)Math.Max(_rest.MaxCount, 1));

    public override bool MovesOver(ReadAnswer answer)
    {
        if (answer.Original is { Revision: var revision })
        {
            _rest = _rest with
            {
                From = _rest.Direction == ReadDirection.Forwards ? revision + 1 : revision - 1,
                MaxCount = Math.Max(_rest.MaxCount - 1, 0),
            };
        }

        return true;
    }
}
