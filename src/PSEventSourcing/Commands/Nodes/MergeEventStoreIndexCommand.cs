using System.Management.Automation;
using EventSourcing.EventStoreDb.Client.Connection;

namespace PSEventSourcing.Commands.Nodes;

/// <summary>Merges the index files of a node.</summary>
[Cmdlet(VerbsData.Merge, "EventStoreIndex", SupportsShouldProcess = true)]
public sealed class MergeEventStoreIndexCommand : NodeCmdlet
{
    private protected override void ProcessNode(Endpoint node)
    {
        if (ShouldProcess(node.ToString(), "Merge the index files of the node"))
            OnNode(node, (client, cancel) => client.Operations.MergeIndexesAsync(cancel));
    }
}
