using System.Management.Automation;

namespace PSEventSourcing.Commands.Users;

/// <summary>Lets users log in again.</summary>
[Cmdlet(VerbsLifecycle.Enable, "EventStoreUser", SupportsShouldProcess = true)]
[OutputType(typeof(EventStoreUser))]
public sealed class EnableEventStoreUserCommand : NamedUserCmdlet
{
    /// <summary>Whether to output the user as it is then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void ProcessUser(string loginName)
    {
        if (!ShouldProcess(loginName, "Enable the user"))
            return;
        Do(cancel => Users.EnableAsync(loginName, cancel));
        if (PassThru)
            WriteUser(loginName);
    }
}
