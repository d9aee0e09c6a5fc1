using System.Management.Automation;

namespace PSEventSourcing.Commands.ServerProjections;

/// <summary>Stops projections of the server.</summary>
[Cmdlet(VerbsLifecycle.Disable, "ServerProjection", SupportsShouldProcess = true)]
[OutputType(typeof(ServerProjection))]
public sealed class DisableServerProjectionCommand : ServerProjectionCmdlet
{
    /// <summary>Stops them where they are, without a last checkpoint.</summary>
    [Parameter]
    public SwitchParameter Abort { get; set; }

    /// <summary>Whether to output the projection as it is then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void ProcessProjection(string name)
    {
        if (!ShouldProcess(name, Abort ? "Abort the projection, without a last checkpoint" : "Stop the projection"))
            return;
        var stopped = Change(
            (client, cancel) => Abort ? client.Projections.AbortAsync(name, cancel) : client.Projections.DisableAsync(name, cancel),
            (client, cancel) => ServerProjectionWait.UntilStoppedAsync(client, name, cancel));
        if (!stopped.IsAtRest)
            WriteWarning($"The projection '{name}' was told to stop, and is {stopped.ServerStatus} still.");
        if (PassThru)
            WriteObject(stopped);
    }
}
