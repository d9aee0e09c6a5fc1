using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Cluster;
using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Nodes;

/// <summary>Has a leader step down, and sees who is the next.</summary>
internal static class LeaderSwitch
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static bool Leads(ClusterMember member) => member is { IsAlive: true, State: NodeState.Leader };

    /// <param name="client">The client of the cluster.</param>
    /// <param name="members">The nodes of the cluster.</param>
    /// <param name="former">Who leads now. It is told itself: other nodes ignore that they are told.</param>
    /// <param name="wait">How long to wait for the next; not at all unless given.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="LeaderNotSwitchedException">No node was seen to lead in time.</exception>
    public static async Task<ClusterMember?> RunAsync(EventStoreDbClient client, IReadOnlyList<ClusterMember> members, ClusterMember former, TimeSpan? wait, CancellationToken cancel)
    {
        await Members.CallAsync(client, members, former, async leader =>
        {
            await leader.Operations.ResignAsync(cancel).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        if (wait is not { } limit)
            return null;
        using var patience = new CancellationTokenSource(limit, TimeProvider.System);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        try
        {
            return await NextAsync(client, former, enough.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new LeaderNotSwitchedException(former.Endpoint.ToString(), limit);
        }
    }

    /// <summary>The former leader may be elected again; only that nobody led in between tells that it was. Others know who is
    /// elected before that node leads, so it is asked itself.</summary>
    private static async Task<ClusterMember> NextAsync(EventStoreDbClient client, ClusterMember former, CancellationToken cancel)
    {
        for (var hasResigned = false; ; await Task.Delay(Pause, TimeProvider.System, cancel).ConfigureAwait(false))
        {
            try
            {
                var members = await client.ReadGossipAsync(cancel).ConfigureAwait(false);
                var next = members.FirstOrDefault(Leads);
                if (next is not null && (hasResigned || members.Count == 1 || next.InstanceId != former.InstanceId) && await LeadsAsync(client, members, next, cancel).ConfigureAwait(false))
                    return next;
                hasResigned |= next is null;
            }
            catch (PersistenceException) when (!cancel.IsCancellationRequested)
            {
                // In an election nodes may be slow to answer, or be between two roles.
            }
        }
    }

    private static Task<bool> LeadsAsync(EventStoreDbClient client, IReadOnlyList<ClusterMember> members, ClusterMember elected, CancellationToken cancel) =>
        Members.CallAsync(client, members, elected, async node =>
            (await node.ReadGossipAsync(cancel).ConfigureAwait(false)).Any(member => member.InstanceId == elected.InstanceId && Leads(member)));
}
