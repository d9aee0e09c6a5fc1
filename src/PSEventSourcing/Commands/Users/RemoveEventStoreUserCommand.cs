using System.Management.Automation;

namespace PSEventSourcing.Commands.Users;

/// <summary>Removes users.</summary>
[Cmdlet(VerbsCommon.Remove, "EventStoreUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveEventStoreUserCommand : NamedUserCmdlet
{
    private protected override void ProcessUser(string loginName)
    {
        Administrators.RequireNotBuiltIn(loginName);
        if (!ShouldProcess(loginName, "Remove the user"))
            return;
        Do(async cancel =>
        {
            await Administrators.RequireAnotherAsync(Users, loginName, cancel).ConfigureAwait(false);
            await Users.DeleteAsync(loginName, cancel).ConfigureAwait(false);
        });
    }
}
