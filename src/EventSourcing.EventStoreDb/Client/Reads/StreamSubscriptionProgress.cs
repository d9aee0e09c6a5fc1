using EventSourcing.EventStoreDb.Client.Wire;
using EventSourcing.EventStoreDb.Protos.Streams;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Reads;

/// <summary>A subscription to a stream.</summary>
internal sealed class StreamSubscriptionProgress(string stream, StreamSubscription subscription) : ReadProgress
{
    private long? _after = subscription.After;

    public override string Name => "subscription";

    public override string? Stream => stream;

    public override bool IsSubscription => true;

    public override ReadReq Request() => ReadRequests.OfSubscription(stream, _after, subscription.ResolveLinks);

    public override bool MovesOver(ReadAnswer answer)
    {
        if (answer.Original is { } original)
            _after = original.Revision;
        return true;
    }
}
