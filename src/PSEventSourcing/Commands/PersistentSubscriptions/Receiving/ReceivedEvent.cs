using EventSourcing.Persistence;
using PSEventSourcing.Commands.Streams;

namespace PSEventSourcing.Commands.PersistentSubscriptions.Receiving;

/// <summary>An event that a persistent subscription has delivered.</summary>
public sealed class ReceivedEvent : StreamEvent
{
    internal ReceivedEvent(RecordedEvent recorded, int retryCount)
        : base(recorded) => RetryCount = retryCount;

    /// <summary>How often it was delivered before.</summary>
    public int RetryCount { get; }
}
