using System.Management.Automation;

namespace PSEventSourcing.Commands.ServerProjections;

/// <summary>Has projections of the server begin again from the start.</summary>
[Cmdlet(VerbsCommon.Reset, "ServerProjection", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(ServerProjection))]
public sealed class ResetServerProjectionCommand : ServerProjectionCmdlet
{
    /// <summary>Whether to output the projection as it is then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void ProcessProjection(string name)
    {
        if (!ShouldProcess(name, "Forget the state of the projection, and begin again from the start; what it has emitted is cut off, and emitted anew"))
            return;
        var reset = Change(
            (client, cancel) => client.Projections.ResetAsync(name, cancel),
            (client, cancel) => ServerProjectionWait.UntilPreparedAsync(client, name, cancel));
        if (reset.IsFaulted)
            throw new ServerProjectionFaultedException(reset, "was reset, and has failed");
        if (PassThru)
            WriteObject(reset);
    }
}
