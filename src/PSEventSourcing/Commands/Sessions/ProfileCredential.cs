using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using PSEventSourcing.Profiles;

namespace PSEventSourcing.Commands.Sessions;

/// <summary>Finds the credential of the user that a profile names: in SecretManagement where the profile says so, else by
/// asking who is at the prompt.</summary>
internal static class ProfileCredential
{
    private const string Look = "param($secret, $vault) if ($vault) { Get-Secret -Name $secret -Vault $vault -ErrorAction Stop } else { Get-Secret -Name $secret -ErrorAction Stop }";

    /// <exception cref="CredentialRequiredException">There is none to be had.</exception>
    public static PSCredential Find(EventStoreProfile profile, CommandInvocationIntrinsics commands, PSHost host) => profile.Secret is { } secret
        ? OfSecret(profile, secret, commands)
        : Ask(profile, host);

    private static PSCredential OfSecret(EventStoreProfile profile, string secret, CommandInvocationIntrinsics commands)
    {
        if (commands.GetCommand("Get-Secret", CommandTypes.Cmdlet | CommandTypes.Function) is null)
            throw Missing(profile, $"it is the secret '{secret}' of SecretManagement, which is not installed.");
        try
        {
            var found = commands.InvokeScript(useLocalScope: true, ScriptBlock.Create(Look), null, secret, profile.Vault);
            return (found is [var only] ? only?.BaseObject : null) switch
            {
                PSCredential credential => credential,
                SecureString password when profile.UserName is not null => new PSCredential(profile.UserName, password),
                _ => throw Missing(profile, $"the secret '{secret}' is neither a credential nor, for a profile with a user name, a SecureString."),
            };
        }
        catch (RuntimeException error)
        {
            throw Missing(profile, $"the secret '{secret}' cannot be had. {error.Message}", error);
        }
    }

    private static PSCredential Ask(EventStoreProfile profile, PSHost host)
    {
        try
        {
            return host.UI.PromptForCredential("Connect to " + profile.Name, $"The password of {profile.UserName}.", profile.UserName, profile.Name) is { Password.Length: > 0 } given
                ? given
                : throw Missing(profile, "none was given.");
        }
        catch (Exception error) when (error is PSInvalidOperationException or HostException or NotImplementedException or NotSupportedException)
        {
            throw Missing(profile, "nobody can be asked for it here.", error);
        }
    }

    private static CredentialRequiredException Missing(EventStoreProfile profile, string why, Exception? cause = null) =>
        new(profile.Name, profile.UserName ?? "the user of the secret", why, cause);
}
