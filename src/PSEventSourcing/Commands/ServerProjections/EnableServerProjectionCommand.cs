using System.Management.Automation;

namespace PSEventSourcing.Commands.ServerProjections;

/// <summary>Starts projections of the server.</summary>
[Cmdlet(VerbsLifecycle.Enable, "ServerProjection", SupportsShouldProcess = true)]
[OutputType(typeof(ServerProjection))]
public sealed class EnableServerProjectionCommand : ServerProjectionCmdlet
{
    /// <summary>Whether to output the projection as it is then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void ProcessProjection(string name)
    {
        if (!ShouldProcess(name, "Start the projection"))
            return;
        var started = Change(
            (client, cancel) => client.Projections.EnableAsync(name, cancel),
            (client, cancel) => ServerProjectionWait.UntilStartedAsync(client, name, cancel));
        if (started.IsFaulted)
            throw new ServerProjectionFaultedException(started, "was enabled, and has failed");
        if (started.IsAtRest && !started.IsCompleted)
            throw new ServerProjectionNotRunningException(started, "was enabled, but does not run");
        if (PassThru)
            WriteObject(started);
    }
}
