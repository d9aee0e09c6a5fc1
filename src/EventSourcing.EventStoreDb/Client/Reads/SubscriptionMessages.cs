using EventSourcing.EventStoreDb.Client.Wire;
using EventSourcing.EventStoreDb.Protos.Streams;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Reads;

/// <summary>Turns the answers of a subscription into what is delivered.</summary>
internal sealed class SubscriptionMessages(ServerFilter? filter, bool liveOnly)
{
    private bool _isLive;

    /// <param name="answer">An answer; <see langword="null"/> where the call was lost and is taken up again.</param>
    public SubscriptionMessage? Of(ReadResp? answer)
    {
        switch (answer?.ContentCase)
        {
            case ReadResp.ContentOneofCase.Event when filter is null || filter.Matches(answer.Event.OriginalEvent()):
                return SubscriptionMessage.Of(answer.Event.ToRecorded());
            case ReadResp.ContentOneofCase.Checkpoint:
                return SubscriptionMessage.Checkpoint(new Position((long)answer.Checkpoint.CommitPosition, (long)answer.Checkpoint.PreparePosition));
            // Who wanted nothing that was stored has caught up once the subscription stands.
            case ReadResp.ContentOneofCase.Confirmation when liveOnly && !_isLive:
            case ReadResp.ContentOneofCase.CaughtUp when !_isLive:
                _isLive = true;
                return SubscriptionMessage.CaughtUp;
            case null or ReadResp.ContentOneofCase.FellBehind when _isLive:
                _isLive = false;
                return SubscriptionMessage.FellBehind;
            default:
                return null;
        }
    }
}
