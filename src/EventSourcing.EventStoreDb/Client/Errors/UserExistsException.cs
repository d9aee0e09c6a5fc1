using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Errors;

/// <summary>There is a user of this login name already, with another password.</summary>
public sealed class UserExistsException : PersistenceException
{
    internal UserExistsException(string loginName, Exception? innerException)
        : base($"There is a user '{loginName}' already. Choose another login name, or update that user.", innerException: innerException) => LoginName = loginName;

    /// <summary>The user's login name.</summary>
    public string LoginName { get; }
}
