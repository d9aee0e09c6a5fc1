using System.Globalization;
using System.Management.Automation;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Operations;
using PSEventSourcing.Commands.Nodes;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.Scavenging;

/// <summary>Starts a scavenge on a node.</summary>
[Cmdlet(VerbsLifecycle.Start, "EventStoreScavenge", SupportsShouldProcess = true)]
[OutputType(typeof(EventStoreScavenge))]
public sealed class StartEventStoreScavengeCommand : NodeCmdlet
{
    /// <summary>The server takes no more of them.</summary>
    private const int MaxThreads = 4;

    /// <summary>How many threads do it.</summary>
    [Parameter]
    [ValidateRange(1, MaxThreads)]
    public int Threads { get; set; } = 1;

    /// <summary>The number of the file of the log to begin with.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int StartFromChunk { get; set; }

    /// <summary>Whether to wait until it is done.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    private protected override void ProcessNode(Endpoint node)
    {
        if (!ShouldProcess(node.ToString(), "Scavenge the files of the node: what is deleted is removed for ever"))
            return;
        var scavenge = OnNode(node, (client, cancel) => StartAsync(client, node, cancel));
        if (Wait)
        {
            WriteVerbose($"The scavenge {scavenge.Id} runs on {node}.");
            scavenge = WaitFor(scavenge.Id);
        }

        WriteObject(scavenge.Status == ScavengeStatus.Failed ? throw new ScavengeFailedException(scavenge) : scavenge);
    }

    private async Task<EventStoreScavenge> StartAsync(EventStoreDbClient client, Endpoint node, CancellationToken cancel)
    {
        var started = await client.Operations.StartScavengeAsync(Threads, StartFromChunk, cancel).ConfigureAwait(false);
        return started.State == ScavengeState.InProgress
            ? throw new ScavengeInProgressException(started.Id, node.ToString())
            : new EventStoreScavenge { Id = started.Id, NodeAddress = node.ToString() };
    }

    /// <summary>Through the session, because the node itself may go down meanwhile, and others tell as well.</summary>
    private EventStoreScavenge WaitFor(string id)
    {
        using var progress = new WaitProgress(this, $"Scavenging ({id})");
        return Await(cancel => ScavengeHistory.WaitAsync(Client, id, known => progress.Say(Describe(known)), cancel), progress.Show);
    }

    private static string Describe(EventStoreScavenge scavenge) =>
        string.Create(CultureInfo.CurrentCulture, $"{scavenge.ChunkCount ?? 0:N0} chunks, {scavenge.SpaceSaved ?? 0:N0} bytes saved");
}
