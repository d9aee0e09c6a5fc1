using EventSourcing.EventStoreDb.Client.Wire;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Reads;

/// <summary>Turns the answers of a subscription into what is delivered.</summary>
internal sealed class SubscriptionMessages(ServerFilter? filter, bool liveOnly)
{
    private bool _isLive;

    /// <param name="answer">An answer; <see langword="null"/> where the call was lost and is taken up again.</param>
    public SubscriptionMessage? Of(ReadAnswer? answer)
    {
        switch (answer?.Kind)
        {
            case ReadAnswerKind.Event when filter is null || filter.Matches(answer.Original!):
                return SubscriptionMessage.Of(answer.Event!);
            case ReadAnswerKind.Checkpoint:
                return SubscriptionMessage.Checkpoint(answer.Position);
            // Who wanted nothing that was stored has caught up once the subscription stands.
            case ReadAnswerKind.Confirmation when liveOnly && !_isLive:
            case ReadAnswerKind.CaughtUp when !_isLive:
                _isLive = true;
                return SubscriptionMessage.CaughtUp;
            case null or ReadAnswerKind.FellBehind when _isLive:
                _isLive = false;
                return SubscriptionMessage.FellBehind;
            default:
                return null;
        }
    }
}
