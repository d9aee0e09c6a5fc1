namespace EventSourcing.EventStoreDb.Client.Errors;

/// <summary>The server ended a read of a persistent subscription, because the subscription was updated or deleted, or the subsystem restarted.</summary>
public sealed class PersistentSubscriptionDroppedException : PersistentSubscriptionException
{
    internal PersistentSubscriptionDroppedException(string stream, string group, Exception? innerException)
        : base($"The persistent subscription '{group}' of '{stream}' was dropped: it was updated or deleted, or the subsystem restarted. If it is still there, read it again; what was not acknowledged comes again.", stream, group, innerException)
    {
    }
}
