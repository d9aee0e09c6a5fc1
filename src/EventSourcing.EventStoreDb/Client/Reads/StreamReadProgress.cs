using EventSourcing.EventStoreDb.Client.Wire;
using EventSourcing.EventStoreDb.Protos.Streams;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Reads;

/// <summary>A read of a stream.</summary>
internal sealed class StreamReadProgress(string stream, StreamRead read) : ReadProgress
{
    private long? _from = read.From;
    private long _left = read.MaxCount;

    public override string Name => "read";

    public override string? Stream => stream;

    public override bool IsDone => _left == 0 || _from < 0;

    // The server fails a count of 0, and then whether the stream is there would go unseen.
    public override ReadReq Request() => ReadRequests.OfStream(stream, read with { From = _from }, (ulong)Math.Max(_left, 1));

    public override bool MovesOver(ReadAnswer answer)
    {
        if (answer.Original is { Revision: var revision })
        {
            _from = read.Direction == ReadDirection.Forwards ? revision + 1 : revision - 1;
            _left = Math.Max(_left - 1, 0);
        }

        return true;
    }
}
