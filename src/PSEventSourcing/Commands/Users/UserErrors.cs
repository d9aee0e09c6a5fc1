using EventSourcing.Domain;

namespace PSEventSourcing.Commands.Users;

/// <summary>Nobody could log in by the name.</summary>
internal sealed class InvalidLoginNameException(string loginName)
    : EventSourcingException($"'{loginName}' can be no login name: it must not be empty, and must not hold a colon, which ends the name where users log in.");

/// <summary>A password was empty.</summary>
internal sealed class EmptyPasswordException(string loginName)
    : EventSourcingException($"The password of the user '{loginName}' must not be empty.");

/// <summary>The user is there, other than was asked for; the server says of that no more than that all is well.</summary>
internal sealed class UserDiffersException(string loginName)
    : EventSourcingException($"There is a user '{loginName}' already, with the same password, but with other groups or another full name. Nothing was changed.");

/// <summary>Without the user, nobody could manage users any more.</summary>
internal sealed class LastAdministratorException(string loginName)
    : EventSourcingException($"'{loginName}' is the last enabled user in the group $admins. Nothing was changed.");

/// <summary>The server would create the user again.</summary>
internal sealed class BuiltInUserException(string loginName)
    : EventSourcingException($"'{loginName}' is built in: once removed, the server creates it again, enabled and with the password of a new server, when a node next becomes the leader. Nothing was changed.");

/// <summary>A password was to be changed by one who does not know it.</summary>
internal sealed class WrongPasswordException(string loginName, Exception innerException)
    : EventSourcingException($"The password of the user '{loginName}' was not changed: the current password is another, or the session has no user.", innerException);
