using EventSourcing.EventStoreDb.Client.Users;

namespace PSEventSourcing.Commands.Users;

/// <summary>Keeps a server from being left without anybody who may manage its users. The server itself would let it
/// happen.</summary>
internal static class Administrators
{
    /// <summary>The group of those who may do everything.</summary>
    public const string Group = "$admins";

    /// <summary>The users that the server creates where they are not there.</summary>
    private static readonly string[] BuiltIn = ["admin", "ops"];

    /// <exception cref="LastAdministratorException">There would be no enabled administrator without the user.</exception>
    public static async Task RequireAnotherAsync(UsersClient users, string loginName, CancellationToken cancel)
    {
        var enabled = (await users.ListAsync(cancel).ConfigureAwait(false)).Where(user => !user.IsDisabled && user.Groups.Contains(Group)).ToArray();
        if (enabled is [var only] && only.LoginName == loginName)
            throw new LastAdministratorException(loginName);
    }

    /// <exception cref="BuiltInUserException">The server would create the user again.</exception>
    public static void RequireNotBuiltIn(string loginName)
    {
        if (BuiltIn.Contains(loginName))
            throw new BuiltInUserException(loginName);
    }
}
