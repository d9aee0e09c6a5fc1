using EventStoreDb.Emulator;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Scavenging;

public sealed class ScavengeTests(Servers servers) : IClassFixture<Servers>, IDisposable
{
    private readonly ModuleHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public async Task One_that_is_waited_for_says_what_it_has_saved_and_how_long_it_took(string kind)
    {
        await ConnectAsync(kind);

        var done = _host.Run("""$done = Start-EventStoreScavenge -Threads 2 -Wait; "$($done.Status) $($done.SpaceSaved -ge 0) $($done.Duration -gt 0) $($null -ne $done.Started) $($done.Error)" """).Succeeded();

        Assert.Equal(["Completed True True True "], done.Lines);
        Assert.Equal(["Completed"], _host.Run("(Get-EventStoreScavenge $done.Id).Status").Succeeded().Lines);
    }

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public async Task History_tells_of_all_those_started_last_first(string kind)
    {
        await ConnectAsync(kind);

        _host.Run("$ids = 1..2 | ForEach-Object { (Start-EventStoreScavenge -Wait).Id }").Succeeded();
        var all = _host.Run("Get-EventStoreScavenge | Where-Object Id -in $ids | ForEach-Object { \"$($_.Id) $($_.Status) $($_.Duration -gt 0)\" }").Succeeded().Lines;

        Assert.Equal(_host.Run("$ids[1], $ids[0] | ForEach-Object { \"$_ Completed True\" }").Lines, all);
        Assert.Equal(["2"], _host.Run("@($ids | Get-EventStoreScavenge -Status Completed, Failed).Count").Succeeded().Lines);
        Assert.Empty(_host.Run("$ids | Get-EventStoreScavenge -Status Running").Succeeded().Output);
    }

    [Fact]
    public async Task One_that_runs_is_told_of_and_can_be_stopped_but_no_other_started()
    {
        await ConnectAsync("emulator");

        var started = _host.Run("$s = Start-EventStoreScavenge; $s.Status; (Get-EventStoreScavenge -Status Running).Id -eq $s.Id").Succeeded();
        Assert.Equal(["Running", "True"], started.Lines);
        Assert.StartsWith("ScavengeInProgress,", _host.Run("Start-EventStoreScavenge").Error.FullyQualifiedErrorId, StringComparison.Ordinal);

        Assert.Equal(["Stopped"], _host.Run("(Get-EventStoreScavenge -Status Running | Stop-EventStoreScavenge).Status").Succeeded().Lines);
        Assert.Equal(["Stopped"], _host.Run("(Get-EventStoreScavenge $s.Id).Status").Succeeded().Lines);
    }

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public async Task Stopping_one_that_does_not_run_and_asking_for_one_that_never_was_are_errors(string kind)
    {
        await ConnectAsync(kind);

        Assert.StartsWith("ScavengeNotFound,", _host.Run("Stop-EventStoreScavenge ([guid]::NewGuid())").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("ScavengeNotFound,", _host.Run("Stop-EventStoreScavenge").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        var outcome = _host.Run("'no', (Start-EventStoreScavenge -Wait).Id | Get-EventStoreScavenge");
        Assert.StartsWith("ScavengeUnknown,", outcome.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("no", outcome.Error.TargetObject);
        Assert.Single(outcome.Output);
    }

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public void A_database_in_memory_is_refused_however_often_one_asks(string kind)
    {
        _host.Run("param($uri) Connect-EventStore $uri", servers.Of(kind)).Succeeded();
        Assert.SkipWhen(kind != "emulator" && _host.Run("(Get-EventStoreStatistic).Disk").Output is [not null], "The real server keeps its database on disk.");

        Assert.StartsWith("ScavengeImpossible,", _host.Run("Start-EventStoreScavenge").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("ScavengeImpossible,", _host.Run("Start-EventStoreScavenge -Wait").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public async Task Followers_of_a_cluster_are_scavenged_each_by_itself(string kind)
    {
        var uri = await servers.ClusterOfAsync(kind);
        _host.Run("param($uri) Connect-EventStore $uri", uri).Succeeded();
        while (_host.Run("Get-EventStoreNode | Where-Object Role -eq Follower").Output.Count < 2)
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, TestContext.Current.CancellationToken);

        var outcome = _host.Run("""
            $followers = Get-EventStoreNode | Where-Object Role -eq Follower
            $done = $followers | Start-EventStoreScavenge -Wait
            "$($done.Status)"; "$($done.NodeAddress)" -eq "$($followers.Endpoint)"
            """);
        Assert.SkipWhen(outcome.Errors.Any(error => error.FullyQualifiedErrorId.StartsWith("ScavengeImpossible,", StringComparison.Ordinal)), "The real cluster keeps its database in memory.");
        outcome.Succeeded();

        Assert.Equal(["Completed Completed", "True"], outcome.Lines);
    }

    [Fact]
    public async Task One_that_fails_is_an_error()
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorOptions { OnDisk = true, ScavengeError = "No space left." }, TestContext.Current.CancellationToken);
        _host.Run("param($uri) Connect-EventStore $uri", server.ConnectionString).Succeeded();

        var outcome = _host.Run("Start-EventStoreScavenge -Wait");

        Assert.StartsWith("ScavengeFailed,", outcome.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("No space left.", outcome.Error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
        Assert.Equal(["Failed No space left."], _host.Run("""Get-EventStoreScavenge | ForEach-Object { "$($_.Status) $($_.Error)" }""").Succeeded().Lines);
    }

    [Fact]
    public async Task With_WhatIf_nothing_is_started_or_stopped()
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorOptions { OnDisk = true }, TestContext.Current.CancellationToken);
        _host.Run("param($uri) Connect-EventStore $uri", server.ConnectionString).Succeeded();

        Assert.Empty(_host.Run("Start-EventStoreScavenge -WhatIf; Stop-EventStoreScavenge -WhatIf; Get-EventStoreScavenge").Succeeded().Output);
    }

    [Fact]
    public async Task Waiting_ends_at_once_and_the_scavenge_goes_on()
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorOptions { OnDisk = true }, TestContext.Current.CancellationToken);
        _host.Run("param($uri) Connect-EventStore $uri", server.ConnectionString).Succeeded();
        using var going = new SemaphoreSlim(0);

        await Stopping.AtOnceAsync(
            _host,
            "param($going) while ($true) { Start-EventStoreScavenge -Wait -Verbose -ErrorAction Ignore 4>&1 | Where-Object { \"$_\" -like '*runs on*' } | ForEach-Object { [void] $going.Release() } }",
            going,
            () => going.WaitAsync(TestContext.Current.CancellationToken));

        Assert.Equal(["Completed"], _host.Run("do { $s = Get-EventStoreScavenge } while ($s.Status -contains 'Running'); @($s)[0].Status.ToString()").Succeeded().Lines);
    }

    [Fact]
    public async Task Ids_are_completed()
    {
        await ConnectAsync("emulator");
        var id = _host.Run("(Start-EventStoreScavenge -Wait).Id").Succeeded().Lines[0];

        Assert.Equal([id], _host.Complete("Get-EventStoreScavenge " + id[..8]).Select(match => match.CompletionText));
    }

    private async Task ConnectAsync(string kind) => _host.Run("param($uri) Connect-EventStore $uri", await servers.OnDiskOfAsync(kind)).Succeeded();
}
