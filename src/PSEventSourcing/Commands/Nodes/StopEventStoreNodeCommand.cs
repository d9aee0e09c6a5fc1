using System.Management.Automation;
using EventSourcing.EventStoreDb.Client.Connection;

namespace PSEventSourcing.Commands.Nodes;

/// <summary>Shuts a node down.</summary>
[Cmdlet(VerbsLifecycle.Stop, "EventStoreNode", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class StopEventStoreNodeCommand : NodeCmdlet
{
    private protected override void ProcessNode(Endpoint node)
    {
        if (ShouldProcess(node.ToString(), "Shut the node down: its process ends, and only somebody on its machine can start it again"))
            OnNode(node, (client, cancel) => client.Operations.ShutdownAsync(cancel));
    }
}
