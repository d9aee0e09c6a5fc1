using System.Management.Automation;
using EventSourcing.EventStoreDb.Client.Cluster;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.Nodes;

/// <summary>Has the leader of a cluster step down, so that another node is elected.</summary>
[Cmdlet(VerbsCommon.Switch, "EventStoreLeader", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(EventStoreNode))]
public sealed class SwitchEventStoreLeaderCommand : ServerCmdlet
{
    /// <summary>Whether to wait until a node leads, and to output it.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>How long to wait at most.</summary>
    [Parameter]
    [ValidateTime]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override void EndProcessing() => Attempt(StoreAddress, () =>
    {
        var members = Await(Client.ReadGossipAsync);
        var leader = members.FirstOrDefault(LeaderSwitch.Leads) ?? throw new NoLeaderException(StoreAddress!);
        Attempt(leader.Endpoint.ToString(), () => Switch(members, leader));
    });

    private void Switch(IReadOnlyList<ClusterMember> members, ClusterMember leader)
    {
        if (!ShouldProcess(leader.Endpoint.ToString(), "Have the leader step down: until another node is elected, nothing can be written"))
            return;
        using var progress = new WaitProgress(this, "Switching the leader");
        var next = Await(cancel => LeaderSwitch.RunAsync(Client, members, leader, Wait ? Timeout : null, cancel), progress.Show);
        if (next is not null)
            WriteObject(EventStoreNode.Of(next));
    }
}
