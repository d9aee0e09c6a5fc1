using EventStoreDb.Emulator;
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

        Assert.Equal(["Leader True 0 True"], _host.Run("""Get-EventStoreNode | ForEach-Object { "$($_.Role) $($_.IsAlive) $($_.Lag) $($_.LogPosition -gt 0 -and $_.Version -like '*.*')" }""").Succeeded().Lines);
    }

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public async Task Each_node_of_a_cluster_tells_of_itself_and_of_the_others(string kind)
    {
        await ConnectToClusterAsync(kind);

        Assert.Equal(["Follower True", "Follower True", "Leader True"], _host.Run("""Get-EventStoreNode | ForEach-Object { "$($_.Role) $($null -ne $_.Lag -and $null -ne $_.Version)" }""").Succeeded().Lines.Order());
        Assert.Equal(["9"], _host.Run("@(Get-EventStoreNode | Get-EventStoreNode).Count").Succeeded().Lines);
    }

    [Fact]
    public async Task A_node_that_is_gone_is_told_of_without_what_it_alone_knows()
    {
        await using var cluster = await EmulatorCluster.StartAsync(cancel: TestContext.Current.CancellationToken);
        _host.Run("param($uri) Connect-EventStore $uri", cluster.ConnectionString).Succeeded();
        await cluster.KillAsync(2);

        var gone = _host.Run("param($port) Get-EventStoreNode | Where-Object Endpoint -like \"*:$port\" | ForEach-Object { \"<$($_.Version)> <$($_.LogPosition)> <$($_.Lag)>\" }", cluster.Addresses[2].Port).Succeeded();

        Assert.Equal(["<> <> <>"], gone.Lines);
    }

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public async Task The_leader_of_a_cluster_hands_over_to_another_node(string kind)
    {
        await ConnectToClusterAsync(kind);

        var led = _host.Run("(Get-EventStoreNode | Where-Object Role -eq Leader).Endpoint").Succeeded().Lines;
        _host.Run("Switch-EventStoreLeader -WhatIf").Succeeded();
        Assert.Equal(led, _host.Run("(Get-EventStoreNode | Where-Object Role -eq Leader).Endpoint").Succeeded().Lines);

        var leads = _host.Run("Switch-EventStoreLeader -Wait -Confirm:$false").Succeeded().Lines;
        Assert.Single(leads);
        // A real one may elect the same node again, where its log is longer than that of the others.
        if (kind == "emulator")
            Assert.NotEqual(led, leads);
        _host.Run("param($s) Add-StreamEvent $s Written", $"switch-{Guid.NewGuid():N}").Succeeded();
    }

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public void A_single_node_leads_again_by_itself(string kind)
    {
        _host.Run("param($uri) Connect-EventStore $uri", servers.Of(kind)).Succeeded();

        Assert.Equal(["Leader"], _host.Run("(Switch-EventStoreLeader -Wait -Confirm:$false).Role").Succeeded().Lines);
    }

    [Fact]
    public async Task A_cluster_without_a_quorum_has_no_leader_to_step_down()
    {
        await using var cluster = await EmulatorCluster.StartAsync(options: new EmulatorOptions { Cluster = new() { DetectionTime = TimeSpan.Zero } }, cancel: TestContext.Current.CancellationToken);
        _host.Run("param($uri) Connect-EventStore $uri", cluster.ConnectionString + "&nodePreference=random&maxDiscoverAttempts=1").Succeeded();
        await cluster.KillLeaderAsync(TestContext.Current.CancellationToken);
        await cluster.KillLeaderAsync(TestContext.Current.CancellationToken);

        var outcome = _host.Run("Switch-EventStoreLeader -Confirm:$false");

        Assert.Matches("^(NoLeader|StoreUnavailable),", outcome.Error.FullyQualifiedErrorId);
    }

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public async Task Priorities_are_set_and_indexes_merged_on_the_nodes_that_are_named(string kind)
    {
        await ConnectToClusterAsync(kind);

        _host.Run("""
            $followers = Get-EventStoreNode | Where-Object Role -ne Leader
            $followers | Set-EventStoreNode -Priority 1
            $followers | Set-EventStoreNode -Priority 0
            $followers | Merge-EventStoreIndex
            Merge-EventStoreIndex -Node $followers[0].Endpoint -WhatIf; $followers | Set-EventStoreNode -Priority 5 -WhatIf; $followers | Stop-EventStoreNode -WhatIf
            """).Succeeded();
    }

    [Fact]
    public void An_address_that_is_none_and_one_where_nobody_is_are_errors_and_the_next_node_is_asked()
    {
        _host.Run("param($uri) Connect-EventStore $uri", servers.Insecure).Succeeded();

        var outcome = _host.Run("'a:b:c', '127.0.0.1:1', (Get-EventStoreNode).Endpoint | ForEach-Object { Get-EventStoreNode -Node $_ }");

        Assert.Equal(["InvalidNodeAddress", "StoreUnavailable"], outcome.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Single(outcome.Output);
    }

    [Fact]
    public async Task A_node_that_was_shut_down_is_there_no_more()
    {
        await using var cluster = await EmulatorCluster.StartAsync(cancel: TestContext.Current.CancellationToken);
        _host.Run("param($uri) Connect-EventStore $uri", cluster.ConnectionString).Succeeded();

        _host.Run("$stopped = (Get-EventStoreNode | Where-Object Role -eq Follower)[0]; $stopped | Stop-EventStoreNode -Confirm:$false").Succeeded();

        while (cluster.IsAlive(0) && cluster.IsAlive(1) && cluster.IsAlive(2))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.StartsWith("StoreUnavailable,", _host.Run("$stopped | Get-EventStoreNode").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Nodes_are_completed()
    {
        _host.Run("param($uri) Connect-EventStore $uri; Get-EventStoreNode | Out-Null", servers.Insecure).Succeeded();

        Assert.EndsWith(" Leader", Assert.Single(_host.Complete("Set-EventStoreNode -Node 127")).ToolTip, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_for_a_leader_ends_at_once()
    {
        // Nobody is ever elected.
        await using var cluster = await EmulatorCluster.StartAsync(options: new EmulatorOptions { Cluster = new() { ElectionTime = TimeSpan.FromHours(1) } }, cancel: TestContext.Current.CancellationToken);
        _host.Run("param($uri) Connect-EventStore $uri; $leader = Get-EventStoreNode | Where-Object Role -eq Leader", cluster.ConnectionString + "&nodePreference=random").Succeeded();

        Assert.StartsWith("LeaderNotSwitched,", _host.Run("Switch-EventStoreLeader -Wait -Timeout 0:0:1 -Confirm:$false").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_that_is_no_server_has_no_nodes() =>
        Assert.StartsWith("NotAServer,", _host.Run("New-Dog Fido | Out-Null; Get-EventStoreNode").Error.FullyQualifiedErrorId, StringComparison.Ordinal);

    private async Task ConnectToClusterAsync(string kind)
    {
        var uri = await servers.ClusterOfAsync(kind);
        _host.Run("param($uri) Connect-EventStore $uri", uri).Succeeded();
        // A real one may still be about to follow its leader, after an earlier test.
        while (_host.Run("Get-EventStoreNode | Where-Object Role -in Leader, Follower").Output.Count < 3)
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
