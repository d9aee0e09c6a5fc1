using EventSourcing.EventStoreDb.Client.Users;

namespace PSEventSourcing.Commands.Users;

/// <summary>A user of the server.</summary>
public sealed record EventStoreUser
{
    /// <summary>The name to log in with.</summary>
    public required string LoginName { get; init; }

    /// <summary>The name for people.</summary>
    public required string FullName { get; init; }

    /// <summary>The groups the user is in, such as <c>$admins</c>; access control lists name them as roles.</summary>
    public required IReadOnlyList<string> Group { get; init; }

    /// <summary>Whether the user cannot log in.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>When the user was changed last; nothing where the server does not say.</summary>
    public DateTimeOffset? LastUpdated { get; init; }

    /// <summary>The name to log in with.</summary>
    public override string ToString() => LoginName;

    internal static EventStoreUser Of(UserDetails user) => new()
    {
        LoginName = user.LoginName,
        FullName = user.FullName,
        Group = user.Groups,
        IsDisabled = user.IsDisabled,
        LastUpdated = user.LastUpdated,
    };
}
