using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Errors;

/// <summary>There is no such user.</summary>
public sealed class UserNotFoundException : PersistenceException
{
    internal UserNotFoundException(string loginName, Exception? innerException)
        : base($"There is no user '{loginName}'. List those there are, or create it.", innerException: innerException) => LoginName = loginName;

    /// <summary>The user's login name.</summary>
    public string LoginName { get; }
}
