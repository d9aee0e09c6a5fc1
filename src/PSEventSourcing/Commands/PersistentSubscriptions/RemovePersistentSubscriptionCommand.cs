using System.Management.Automation;

namespace PSEventSourcing.Commands.PersistentSubscriptions;

/// <summary>Removes persistent subscriptions.</summary>
[Cmdlet(VerbsCommon.Remove, "PersistentSubscription", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByStream)]
public sealed class RemovePersistentSubscriptionCommand : GroupCmdlet
{
    private protected override void ProcessGroup()
    {
        if (!ShouldProcess(GroupName, "Remove the persistent subscription: its readers are dropped, and its place and its parked events are lost"))
            return;
        Do(cancel => Client.PersistentSubscriptions.DeleteAsync(Source, Group, cancel));
    }
}
