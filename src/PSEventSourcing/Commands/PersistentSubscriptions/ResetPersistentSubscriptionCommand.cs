using System.Management.Automation;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.PersistentSubscriptions;

/// <summary>Restarts the part of the server that serves persistent subscriptions: all of them at once.</summary>
[Cmdlet(VerbsCommon.Reset, "PersistentSubscription", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class ResetPersistentSubscriptionCommand : ServerCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(StoreAddress, () =>
    {
        if (ShouldProcess(StoreName, "Restart ALL persistent subscriptions: the readers of every group are dropped, and what they have not answered for is delivered again"))
            Do(Client.PersistentSubscriptions.RestartSubsystemAsync);
    });
}
