using EventSourcing.EventStoreDb.Client.Wire;
using EventSourcing.EventStoreDb.Protos.Streams;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Reads;

/// <summary>A subscription to the log.</summary>
/// <remarks>It goes on after the last event delivered, or after the last checkpoint but one, whichever is later: on some
/// servers an event at the very position of a checkpoint is skipped by who resumes from it.</remarks>
internal sealed class AllSubscriptionProgress(AllSubscription subscription, ServerFilter filter) : ReadProgress
{
    private Position? _after = subscription.After;
    private Position? _delivered;
    private Position? _checkpoint;

    public override string Name => "subscription to $all";

    public override Position? From => _after;

    public override bool IsSubscription => true;

    public override bool IsFiltered => filter.Expression is not null;

    public override ReadReq Request() => ReadRequests.OfSubscription(_after, filter, subscription.ResolveLinks);

    public override bool MovesOver(ReadResp answer)
    {
        switch (answer.ContentCase)
        {
            case ReadResp.ContentOneofCase.Event:
                var found = answer.Event.OriginalEvent();
                var position = new Position((long)found.CommitPosition, (long)found.PreparePosition);
                if (position <= _delivered)
                    return false;
                (_after, _delivered) = (position, position);
                return true;
            case ReadResp.ContentOneofCase.Checkpoint:
                if (_checkpoint > (_after ?? Position.Start))
                    _after = _checkpoint;
                _checkpoint = new Position((long)answer.Checkpoint.CommitPosition, (long)answer.Checkpoint.PreparePosition);
                return true;
            default:
                return true;
        }
    }
}
