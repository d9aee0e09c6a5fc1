using System.Management.Automation;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Nodes;

/// <summary>Shuts a node down.</summary>
[Cmdlet(VerbsLifecycle.Stop, "EventStoreNode", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class StopEventStoreNodeCommand : NodeCmdlet
{
    private protected override void ProcessNode(Endpoint node)
    {
        if (ShouldProcess(node.ToString(), "Shut the node down: its process ends, and only somebody on its machine can start it again"))
            OnNode(node, StopAsync);
    }

    /// <summary>The node may be gone before its answer is out.</summary>
    private static async Task StopAsync(EventStoreDbClient node, CancellationToken cancel)
    {
        try
        {
            await node.Operations.ShutdownAsync(cancel).ConfigureAwait(false);
        }
        catch (CallOutcomeUnknownException)
        {
            if (await AnswersAsync(node, cancel).ConfigureAwait(false))
                throw;
        }
    }

    private static async Task<bool> AnswersAsync(EventStoreDbClient node, CancellationToken cancel)
    {
        try
        {
            await node.GetServerVersionAsync(cancel).ConfigureAwait(false);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }
}
