using EventSourcing.Domain;

namespace PSEventSourcing.Profiles;

/// <summary>A text cannot be the name of a profile or session.</summary>
internal sealed class InvalidProfileNameException(string name)
    : EventSourcingException($"'{name}' cannot be a name. Use up to 64 letters, digits, '-', '_' and '.'; begin with a letter.");

/// <summary>No profile of the name is saved.</summary>
internal sealed class ProfileNotFoundException(string name)
    : EventSourcingException($"There is no profile '{name}'.");

/// <summary>A profile of the name is saved already.</summary>
internal sealed class ProfileExistsException(string name)
    : EventSourcingException($"There is a profile '{name}' already.");

/// <summary>The file of a profile cannot be used.</summary>
internal sealed class ProfileFileException(string file, Exception cause)
    : EventSourcingException($"The file of a profile, '{file}', cannot be used. {cause.Message}", cause);

/// <summary>A profile names a user, and there is no password to be had.</summary>
internal sealed class CredentialRequiredException(string profile, string user, string why, Exception? cause = null)
    : EventSourcingException($"The profile '{profile}' connects as '{user}', and there is no password: {why}", cause);
