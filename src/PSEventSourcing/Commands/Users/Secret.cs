using System.Management.Automation;
using System.Net;
using System.Security;
using PSEventSourcing.Sessions;

namespace PSEventSourcing.Commands.Users;

/// <summary>Passwords on their way to the server.</summary>
internal static class Secret
{
    /// <summary>The password as the server needs it.</summary>
    /// <exception cref="EmptyPasswordException">It is empty.</exception>
    public static string Reveal(SecureString password, string loginName) =>
        password.Length > 0 ? new NetworkCredential("", password).Password : throw new EmptyPasswordException(loginName);

    /// <summary>PowerShell shows the line of the command with an error. A password that was made from text in the same line is
    /// left out of it.</summary>
    public static void Hide(InvocationInfo call, params IEnumerable<SecureString?> passwords)
    {
        foreach (var password in passwords)
            if (password is { Length: > 0 })
                CommandLine.Hide(new NetworkCredential("", password).Password, call);
    }
}
