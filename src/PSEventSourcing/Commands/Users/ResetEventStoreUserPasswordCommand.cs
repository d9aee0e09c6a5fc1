using System.Management.Automation;
using System.Security;
using EventSourcing.Persistence;
using PSEventSourcing.Completers;

namespace PSEventSourcing.Commands.Users;

/// <summary>Gives a user another password.</summary>
[Cmdlet(VerbsCommon.Reset, "EventStoreUserPassword", SupportsShouldProcess = true, DefaultParameterSetName = ByPassword)]
public sealed class ResetEventStoreUserPasswordCommand : UserCmdlet
{
    private const string ByPassword = "Password";
    private const string ByCredential = "Credential";

    /// <summary>The name to log in with.</summary>
    [Parameter(ParameterSetName = ByPassword, Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string LoginName { get; set; } = "";

    /// <summary>The new password.</summary>
    [Parameter(ParameterSetName = ByPassword, Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public SecureString Password { get; set; } = new();

    /// <summary>The name to log in with and the new password.</summary>
    [Parameter(ParameterSetName = ByCredential, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Credential]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>The password up to now, for those who are no administrators.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? CurrentPassword { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        Secret.Hide(MyInvocation, Password, Credential?.Password, CurrentPassword);
        base.BeginProcessing();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var loginName = ParameterSetName == ByCredential ? Credential.UserName : LoginName;
        var password = ParameterSetName == ByCredential ? Credential.Password : Password;
        Secret.Hide(MyInvocation, password);
        Attempt(loginName, () =>
        {
            var revealed = Secret.Reveal(password, loginName);
            if (!ShouldProcess(loginName, CurrentPassword is null ? "Reset the password" : "Change the password"))
                return;
            Do(cancel => SetAsync(loginName, revealed, cancel));
            if (loginName == Client.User)
                WriteWarning("The session still has the former password, and the server will soon refuse it. Connect again with the new one.");
        });
    }

    private async Task SetAsync(string loginName, string password, CancellationToken cancel)
    {
        if (CurrentPassword is null)
        {
            await Users.ResetPasswordAsync(loginName, password, cancel).ConfigureAwait(false);
            return;
        }

        try
        {
            await Users.ChangePasswordAsync(loginName, Secret.Reveal(CurrentPassword, loginName), password, cancel).ConfigureAwait(false);
        }
        catch (AccessDeniedException error)
        {
            throw new WrongPasswordException(loginName, error);
        }
    }
}
