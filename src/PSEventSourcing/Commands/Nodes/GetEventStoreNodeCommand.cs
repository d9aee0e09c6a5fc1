using System.Management.Automation;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.Nodes;

/// <summary>Gets the nodes of a cluster; a single node is a cluster of one.</summary>
[Cmdlet(VerbsCommon.Get, "EventStoreNode")]
[OutputType(typeof(EventStoreNode))]
public sealed class GetEventStoreNodeCommand : ServerCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(StoreAddress, () =>
        WriteObject(Await(async cancel => (await Client.ReadGossipAsync(cancel).ConfigureAwait(false)).Select(EventStoreNode.Of)), enumerateCollection: true));
}
