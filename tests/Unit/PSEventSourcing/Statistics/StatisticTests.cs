using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Statistics;

public sealed class StatisticTests(Servers servers) : IClassFixture<Servers>, IDisposable
{
    private readonly ModuleHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public void Figures_are_numbers_with_names_and_all_are_there_as_text(string kind)
    {
        _host.Run("param($uri) Connect-EventStore $uri", servers.Of(kind)).Succeeded();

        var outcome = _host.Run("""
            $s = Get-EventStoreStatistic
            $s.ProcessId -gt 0; $s.Memory -gt 0; $s.TotalMemory -ge $s.FreeMemory; $s.LogPosition -gt 0; $s.Started -le $s.Time
            ($s.Queue | Where-Object Name -eq MainQueue).Length -ge 0
            $s.Figure['proc-id'] -eq $s.ProcessId
            $s.Node -like '*:*'
            (Get-EventStoreStatistic -Raw)['proc-id'] -eq $s.ProcessId
            """).Succeeded();

        Assert.Equal(Enumerable.Repeat("True", 9), outcome.Lines);
    }

    [Fact]
    public async Task What_is_not_known_is_nothing_and_the_timer_does_not_count_as_waiting()
    {
        _host.Run("param($uri) Connect-EventStore $uri", servers.Insecure).Succeeded();
        Assert.Equal(["<> <> <> 2 75"], _host.Run("""Get-EventStoreStatistic | ForEach-Object { "<$($_.Cpu)> <$($_.Disk)> <$($_.DiskFree)> $($_.QueueLength) $($_.StreamCacheHitPercent)" }""").Succeeded().Lines);

        _host.Run("param($uri) Connect-EventStore $uri", await servers.OnDiskOfAsync("emulator")).Succeeded();
        Assert.Equal(["/ 1000000000 4000000000"], _host.Run("""Get-EventStoreStatistic | ForEach-Object { "$($_.Disk) $($_.DiskFree) $($_.DiskTotal)" }""").Succeeded().Lines);
    }

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public async Task Every_node_of_a_cluster_can_be_asked_again_and_again(string kind)
    {
        _host.Run("param($uri) Connect-EventStore $uri", await servers.ClusterOfAsync(kind)).Succeeded();

        Assert.Equal(["6"], _host.Run("$all = Get-EventStoreNode | Get-EventStoreStatistic -Interval 1 -Count 2; $all.Count").Succeeded().Lines);
        Assert.Equal(["3"], _host.Run("$nodes = @{}; $all | ForEach-Object { $nodes[$_.Node] = 1 }; $nodes.Count").Succeeded().Lines);
    }

    [Fact]
    public async Task Without_a_count_they_go_on_and_end_at_once()
    {
        _host.Run("param($uri) Connect-EventStore $uri", servers.Insecure).Succeeded();
        using var going = new SemaphoreSlim(0);

        await Stopping.AtOnceAsync(
            _host,
            "param($going) Get-EventStoreStatistic -Interval 1 | ForEach-Object { [void] $going.Release() }",
            going,
            async () =>
            {
                await going.WaitAsync(TestContext.Current.CancellationToken);
                await going.WaitAsync(TestContext.Current.CancellationToken);
            });
    }
}
