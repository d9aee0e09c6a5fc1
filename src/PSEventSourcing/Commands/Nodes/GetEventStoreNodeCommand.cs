using System.Management.Automation;
using EventSourcing.EventStoreDb.Client.Connection;

namespace PSEventSourcing.Commands.Nodes;

/// <summary>Gets the nodes of a cluster; a single node is a cluster of one.</summary>
[Cmdlet(VerbsCommon.Get, "EventStoreNode")]
[OutputType(typeof(EventStoreNode))]
public sealed class GetEventStoreNodeCommand : NodeCmdlet
{
    private protected override void ProcessNode(Endpoint node) => WriteObject(OnNode(node, NodeSurvey.RunAsync), enumerateCollection: true);
}
