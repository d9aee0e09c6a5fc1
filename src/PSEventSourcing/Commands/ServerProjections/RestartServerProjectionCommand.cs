using System.Management.Automation;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.ServerProjections;

/// <summary>Restarts all projections of the server, and what runs them.</summary>
[Cmdlet(VerbsLifecycle.Restart, "ServerProjection", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RestartServerProjectionCommand : ServerCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(StoreAddress, () =>
    {
        if (ShouldProcess(StoreName, "Restart ALL projections of the server; transient ones are gone then"))
            Do(Client.Projections.RestartSubsystemAsync);
    });
}
