namespace EventSourcing.EventStoreDb.Client.Errors;

/// <summary>A persistent subscription has as many readers as it allows.</summary>
public sealed class MaximumSubscribersReachedException : PersistentSubscriptionException
{
    internal MaximumSubscribersReachedException(string stream, string group, Exception? innerException)
        : base($"The persistent subscription '{group}' of '{stream}' has as many readers as it allows. End another one, or raise its maximum of subscribers.", stream, group, innerException)
    {
    }
}
