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

    public override bool MovesOver(ReadAnswer answer)
    {
        switch (answer.Kind)
        {
            case ReadAnswerKind.Event:
                if (answer.Position <= _delivered)
                    return false;
                (_after, _delivered) = (answer.Position, answer.Position);
                return true;
            case ReadAnswerKind.Checkpoint:
                if (_checkpoint > (_after ?? Position.Start))
                    _after = _checkpoint;
                _checkpoint = answer.Position;
                return true;
            default:
                return true;
        }
    }
}
