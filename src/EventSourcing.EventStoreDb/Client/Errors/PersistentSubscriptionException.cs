using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Errors;

/// <summary>The root of the errors that have to do with one persistent subscription.
/// <see cref="PersistenceException.Stream"/> is its stream, or <c>$all</c>.</summary>
public abstract class PersistentSubscriptionException : PersistenceException
{
    private protected PersistentSubscriptionException(string message, string stream, string group, Exception? innerException)
        : base(message, stream, innerException) => Group = group;

    /// <summary>The name of the persistent subscription's group; empty where all of a stream are meant.</summary>
    public string Group { get; }
}
