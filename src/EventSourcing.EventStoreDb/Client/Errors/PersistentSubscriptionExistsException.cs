namespace EventSourcing.EventStoreDb.Client.Errors;

/// <summary>A persistent subscription with this group is there already.</summary>
public sealed class PersistentSubscriptionExistsException : PersistentSubscriptionException
{
    internal PersistentSubscriptionExistsException(string stream, string group, Exception? innerException)
        : base($"'{stream}' has a persistent subscription '{group}' already. Update it, or choose another group.", stream, group, innerException)
    {
    }
}
