extern alias Emulator;

using System.Net;
using System.Net.Sockets;
using Emulator::EventStoreDb.Emulator;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.EventStoreDb.Client.Cluster;

/// <summary>A name with <c>+discover</c> stands for all of its addresses.</summary>
public sealed class DiscoveryTests
{
    // Where no node of these tests listens.
    private static readonly IPAddress Elsewhere = IPAddress.Parse("127.0.0.99");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_addresses_of_a_name_are_asked_of_both_versions()
    {
        await using var server = await EmulatorServer.StartAsync(cancel: Cancel);
        for (var orders = 0; orders < 6; orders++)
        {
            await using var client = Connect(server, "cluster.test", (_, _) => Task.FromResult<IPAddress[]>([Elsewhere, IPAddress.IPv6Loopback, IPAddress.Loopback]), attempts: 1);

            Assert.NotEmpty(await client.GetServerVersionAsync(Cancel));
        }
    }

    [Fact]
    public async Task A_name_is_looked_up_again_in_each_attempt()
    {
        await using var server = await EmulatorServer.StartAsync(cancel: Cancel);
        var lookups = new List<string>();
        await using var client = Connect(server, "cluster.test", (name, _) =>
        {
            lookups.Add(name);
            return Task.FromResult<IPAddress[]>(lookups.Count < 3 ? [Elsewhere] : [IPAddress.Loopback]);
        });

        Assert.NotEmpty(await client.GetServerVersionAsync(Cancel));
        Assert.Equal(["cluster.test", "cluster.test", "cluster.test"], lookups);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_name_that_leads_nowhere_is_tried_as_it_is(bool fails)
    {
        await using var server = await EmulatorServer.StartAsync(cancel: Cancel);
        await using var client = Connect(server, "localhost", (_, _) => fails
            ? Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound))
            : Task.FromResult<IPAddress[]>([]));

        Assert.NotEmpty(await client.GetServerVersionAsync(Cancel));
    }

    [Fact]
    public async Task A_lookup_that_hangs_ends_with_the_patience_for_gossip()
    {
        await using var server = await EmulatorServer.StartAsync(cancel: Cancel);
        await using var client = Connect(server, "localhost", async (_, cancel) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
            return [];
        }, patience: TimeSpan.FromMilliseconds(500));

        Assert.NotEmpty(await client.GetServerVersionAsync(Cancel));
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("cluster.test", false)]
    public async Task The_certificate_must_hold_the_name_and_not_the_address(string name, bool isHeld)
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorOptions { Tls = true }, Cancel);
        await using var client = Connect(server, name, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), attempts: 1);

        if (isHeld)
            Assert.NotEmpty(await client.GetServerVersionAsync(Cancel));
        else
            await Assert.ThrowsAsync<StoreCertificateException>(() => client.GetServerVersionAsync(Cancel));
    }

    [Fact]
    public async Task Nothing_is_looked_up_for_addresses_and_for_lists_of_nodes()
    {
        await using var cluster = await EmulatorCluster.StartAsync(cancel: Cancel);
        var settings = EventStoreDbClientSettings.Parse(cluster.ConnectionString) with { Resolve = (_, _) => throw new InvalidOperationException("Not to be asked.") };
        await using var listed = new EventStoreDbClient(settings);
        await using var discovered = new EventStoreDbClient(settings with { Discover = true });

        Assert.NotEmpty(await listed.GetServerVersionAsync(Cancel));
        Assert.NotEmpty(await discovered.GetServerVersionAsync(Cancel));
    }

    private static EventStoreDbClient Connect(EmulatorServer server, string name, Func<string, CancellationToken, Task<IPAddress[]>> resolve, int attempts = 10, TimeSpan? patience = null) =>
        new(EventStoreDbClientSettings.Parse(server.ConnectionString) with
        {
            Hosts = [new Endpoint(name, server.Address.Port)],
            Discover = true,
            Resolve = resolve,
            RootCertificates = server.CertificateAuthority,
            MaxDiscoverAttempts = attempts,
            DiscoveryInterval = TimeSpan.FromMilliseconds(1),
            GossipTimeout = patience ?? TimeSpan.FromMinutes(1),
            MaxRetries = 0,
            DefaultDeadline = Timeout.InfiniteTimeSpan,
        });
}
