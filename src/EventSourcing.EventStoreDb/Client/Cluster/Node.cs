using EventSourcing.EventStoreDb.Client.Appends;
using EventSourcing.EventStoreDb.Client.Channels;
using EventSourcing.EventStoreDb.Client.Connection;

namespace EventSourcing.EventStoreDb.Client.Cluster;

/// <summary>One node: the connection to it, and the appends that go over it.</summary>
internal sealed class Node : IAsyncDisposable
{
    public Node(Endpoint endpoint, EventStoreDbClientSettings settings)
    {
        Channel = new NodeChannel(endpoint, settings);
        Appender = new Appender(Channel);
    }

    public NodeChannel Channel { get; }

    public Appender Appender { get; }

    /// <summary>What the node can do, once it was asked; <see langword="null"/> before, and after it could not be reached.</summary>
    public ServerFeatures? Features { get; set; }

    public Endpoint Endpoint => Channel.Endpoint;

    public async ValueTask DisposeAsync()
    {
        await Appender.DisposeAsync().ConfigureAwait(false);
        Channel.Dispose();
    }
}
