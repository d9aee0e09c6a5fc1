using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Nodes;

public sealed class NodeTests(Servers servers) : IClassFixture<Servers>, IDisposable
{
    private readonly ModuleHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public void A_single_node_is_a_cluster_of_one(string kind)
    {
        _host.Run("param($uri) Connect-EventStore $uri", servers.Of(kind)).Succeeded();

        Assert.Equal(["Leader True"], _host.Run("""Get-EventStoreNode | ForEach-Object { "$($_.Role) $($_.IsAlive)" }""").Succeeded().Lines);
    }

    [Fact]
    public void A_store_that_is_no_server_has_no_nodes()
    {
        var outcome = _host.Run("New-Dog Fido | Out-Null; Get-EventStoreNode");

    }
}
