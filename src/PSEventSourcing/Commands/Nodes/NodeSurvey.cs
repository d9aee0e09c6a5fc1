using System.Globalization;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Cluster;
using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Nodes;

/// <summary>Asks each node of a cluster what others cannot tell of it.</summary>
internal static class NodeSurvey
{
    /// <summary>The figure that says how far a node's log is written.</summary>
    private const string WriterPosition = "es-checksum";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Never = TimeSpan.FromDays(1);

    /// <summary>Asks all of them at once; one that does not answer soon is told of without what it alone knows.</summary>
    public static async Task<IReadOnlyList<EventStoreNode>> RunAsync(EventStoreDbClient client, CancellationToken cancel)
    {
        var members = await client.ReadGossipAsync(cancel).ConfigureAwait(false);
        var nodes = await Task.WhenAll(members.Select(member => member.IsAlive
            ? Members.CallAsync(client, members, member, own => AskAsync(own, member, cancel))
            : Task.FromResult(EventStoreNode.Of(member)))).ConfigureAwait(false);
        var leader = nodes.FirstOrDefault(node => node is { IsAlive: true, Role: nameof(NodeState.Leader) })?.LogPosition;
        // The leader may have been asked a moment before a follower that has written on since.
        return [.. nodes.Select(node => node with { Lag = leader - node.LogPosition is { } lag ? Math.Max(0, lag) : null })];
    }

    private static async Task<EventStoreNode> AskAsync(EventStoreDbClient own, ClusterMember member, CancellationToken cancel)
    {
        var node = EventStoreNode.Of(member);
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        try
        {
            node = node with { Version = await own.GetServerVersionAsync(enough.Token).ConfigureAwait(false) };
            return node with { LogPosition = await LogPositionAsync(own, enough.Token).ConfigureAwait(false) };
        }
        catch (Exception error) when (error is PersistenceException || (error is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return node;
        }
    }

    private static async Task<long?> LogPositionAsync(EventStoreDbClient node, CancellationToken cancel)
    {
        await foreach (var figures in node.Monitoring.ReadStatisticsAsync(Never, cancel).ConfigureAwait(false))
            return figures.TryGetValue(WriterPosition, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null;
        return null;
    }
}
