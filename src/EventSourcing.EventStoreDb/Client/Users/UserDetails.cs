namespace EventSourcing.EventStoreDb.Client.Users;

/// <summary>A user of the server.</summary>
/// <param name="LoginName">The name to log in with.</param>
/// <param name="FullName">The name for people.</param>
/// <param name="Groups">The roles the user has, such as <c>$admins</c>.</param>
/// <param name="IsDisabled">Whether the user cannot log in.</param>
/// <param name="LastUpdated">When the user was changed last; <see langword="null"/> where the server does not say.</param>
public sealed record UserDetails(string LoginName, string FullName, IReadOnlyList<string> Groups, bool IsDisabled, DateTimeOffset? LastUpdated);
