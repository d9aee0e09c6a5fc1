namespace EventSourcing.EventStoreDb.Client.Errors;

/// <summary>The server refused what was asked of a persistent subscription.</summary>
public sealed class PersistentSubscriptionFailedException : PersistentSubscriptionException
{
    internal PersistentSubscriptionFailedException(string stream, string group, string reason, Exception? innerException)
        : base($"The server refused what was asked of the persistent subscription '{group}' of '{stream}': {reason}", stream, group, innerException) =>
        Reason = reason;

    /// <summary>Why, in the server's words.</summary>
    public string Reason { get; }
}
