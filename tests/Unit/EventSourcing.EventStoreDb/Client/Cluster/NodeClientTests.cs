extern alias Emulator;

using Emulator::EventStoreDb.Emulator;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;

namespace EventSourcing.Tests.EventStoreDb.Client.Cluster;

public sealed class NodeClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_of_a_cluster_says_which_node_it_calls_and_gives_clients_for_each()
    {
        await using var cluster = await EmulatorCluster.StartAsync(cancel: Cancel);
        await using var client = new EventStoreDbClient(EventStoreDbClientSettings.Parse(cluster.ConnectionString));

        Assert.Equal(cluster.Addresses[0].Port, (await client.FindNodeAsync(Cancel)).Port);
        foreach (var address in cluster.Addresses)
        {
            await using var node = client.ForNode(new Endpoint(address.Host, address.Port));

            Assert.Equal(address.Port, (await node.FindNodeAsync(Cancel)).Port);
            Assert.Equal(address.Port == cluster.Addresses[0].Port ? "Leader" : "Follower", (await node.ReadGossipAsync(Cancel)).Single(member => member.Endpoint.Port == address.Port).State.ToString());
        }
    }

    [Fact]
    public async Task A_client_for_one_node_is_the_same_user()
    {
        await using var client = new EventStoreDbClient(EventStoreDbClientSettings.Parse("esdb://ada:secret@localhost:1"));
        await using var node = client.ForNode(new Endpoint("localhost", 2));

        Assert.Equal(("ada", "ada"), (client.User, node.User));
    }
}
