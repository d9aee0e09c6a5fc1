using System.Management.Automation;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Client.Operations;
using PSEventSourcing.Commands.Nodes;
using PSEventSourcing.Completers;

namespace PSEventSourcing.Commands.Scavenging;

/// <summary>Stops a scavenge.</summary>
[Cmdlet(VerbsLifecycle.Stop, "EventStoreScavenge", SupportsShouldProcess = true)]
[OutputType(typeof(EventStoreScavenge))]
public sealed class StopEventStoreScavengeCommand : NodeCmdlet
{
    /// <summary>Its id; else whichever runs on the node.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ScavengeCompleter))]
    public string? Id { get; set; }

    private protected override void ProcessNode(Endpoint node)
    {
        // An id says which node is meant, and no other scavenge has it.
        var where = Id is null || Node is not null ? node.ToString() : StoreAddress!;
        if (!ShouldProcess(where, Id is null ? "Stop the scavenge that runs" : $"Stop the scavenge {Id}"))
            return;
        var stopped = Id is null || Node is not null
            ? OnNode(node, (client, cancel) => client.Operations.StopScavengeAsync(Id ?? OperationsClient.CurrentScavenge, cancel))
            : Await(cancel => StopAnywhereAsync(Client, Id, cancel));
        WriteObject(Await(cancel => ScavengeHistory.FindAsync(Client, stopped.Id, cancel)) is { Status: not ScavengeStatus.Running } told
            ? told
            : new EventStoreScavenge { Id = stopped.Id, NodeAddress = Id is null || Node is not null ? node.ToString() : null, Status = ScavengeStatus.Stopped });
    }

    /// <summary>Asks the nodes one after another, until one has it.</summary>
    private static async Task<Scavenge> StopAnywhereAsync(EventStoreDbClient client, string id, CancellationToken cancel)
    {
        ScavengeNotFoundException? missing = null;
        var members = await client.ReadGossipAsync(cancel).ConfigureAwait(false);
        foreach (var member in members.Where(member => member.IsAlive))
        {
            try
            {
                return await Members.CallAsync(client, members, member, node => node.Operations.StopScavengeAsync(id, cancel)).ConfigureAwait(false);
            }
            catch (ScavengeNotFoundException error)
            {
                missing = error;
            }
        }

        throw missing ?? (Exception)new ScavengeUnknownException(id);
    }
}
