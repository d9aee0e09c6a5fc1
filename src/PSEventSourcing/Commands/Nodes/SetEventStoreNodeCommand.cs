using System.Management.Automation;
using EventSourcing.EventStoreDb.Client.Connection;

namespace PSEventSourcing.Commands.Nodes;

/// <summary>Sets how much a node is preferred in elections.</summary>
[Cmdlet(VerbsCommon.Set, "EventStoreNode", SupportsShouldProcess = true)]
public sealed class SetEventStoreNodeCommand : NodeCmdlet
{
    /// <summary>The priority; the highest is elected, other things being equal.</summary>
    [Parameter(Mandatory = true)]
    public int Priority { get; set; }

    private protected override void ProcessNode(Endpoint node)
    {
        if (ShouldProcess(node.ToString(), $"Set the priority of the node to {Priority}"))
            OnNode(node, (client, cancel) => client.Operations.SetPriorityAsync(Priority, cancel));
    }
}
