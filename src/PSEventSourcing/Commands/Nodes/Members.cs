using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Cluster;

namespace PSEventSourcing.Commands.Nodes;

/// <summary>Calls members of a cluster one by one.</summary>
internal static class Members
{
    /// <summary>Makes a call to a member.</summary>
    /// <param name="client">The client that the members were asked for with.</param>
    /// <param name="members">All of them. An only one is the node that was asked, and from here its own address may lead
    /// nowhere, as that of a container.</param>
    /// <param name="member">The one to call.</param>
    /// <param name="call">The call.</param>
    public static async Task<T> CallAsync<T>(EventStoreDbClient client, IReadOnlyList<ClusterMember> members, ClusterMember member, Func<EventStoreDbClient, Task<T>> call)
    {
        if (members.Count == 1)
            return await call(client).ConfigureAwait(false);
        var own = client.ForNode(member.Endpoint);
        await using var _ = own.ConfigureAwait(false);
        return await call(own).ConfigureAwait(false);
    }
}
