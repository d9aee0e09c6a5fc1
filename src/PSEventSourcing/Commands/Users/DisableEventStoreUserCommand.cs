using System.Management.Automation;

namespace PSEventSourcing.Commands.Users;

/// <summary>Lets users log in no more.</summary>
[Cmdlet(VerbsLifecycle.Disable, "EventStoreUser", SupportsShouldProcess = true)]
[OutputType(typeof(EventStoreUser))]
public sealed class DisableEventStoreUserCommand : NamedUserCmdlet
{
    /// <summary>Whether to output the user as it is then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void ProcessUser(string loginName)
    {
        if (!ShouldProcess(loginName, "Disable the user"))
            return;
        Do(async cancel =>
        {
            await Administrators.RequireAnotherAsync(Users, loginName, cancel).ConfigureAwait(false);
            await Users.DisableAsync(loginName, cancel).ConfigureAwait(false);
        });
        if (PassThru)
            WriteUser(loginName);
    }
}
