namespace EventSourcing.EventStoreDb.Client.Errors;

/// <summary>There is no such persistent subscription.</summary>
public sealed class PersistentSubscriptionNotFoundException : PersistentSubscriptionException
{
    internal PersistentSubscriptionNotFoundException(string stream, string group, Exception? innerException)
        : base(
            group.Length == 0 ? $"'{stream}' has no persistent subscription." : $"'{stream}' has no persistent subscription '{group}'. List those there are, or create it.",
            stream, group, innerException)
    {
    }
}
