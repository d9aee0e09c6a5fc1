using System.Collections.Concurrent;
using EventStoreDb.Emulator;
using EventStoreDb.Emulator.Clustering;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.PersistentSubscriptions;

public sealed class ReceiveFromClusterTests
{
    private const int Events = 60;

    [Fact]
    public async Task A_reader_goes_on_when_the_leader_is_killed_and_misses_nothing()
    {
        var cancel = TestContext.Current.CancellationToken;
        var quick = new ClusterOptions { DetectionTime = TimeSpan.FromMilliseconds(50), ElectionTime = TimeSpan.FromMilliseconds(50) };
        await using var cluster = await EmulatorCluster.StartAsync(3, new EmulatorOptions { Cluster = quick }, cancel);
        using var host = new ModuleHost();
        host.Run(
            """
            param($uri, $last)
            Connect-EventStore $uri
            0..$last | ForEach-Object { @{ n = $_ } } | Add-StreamEvent a-1 Counted | Out-Null
            $null = New-PersistentSubscription a-1 g -From Start
            """,
            cluster.ConnectionString, Events - 1).Succeeded();
        var seen = new ConcurrentDictionary<string, bool>();
        using var begun = new SemaphoreSlim(0);
        using var reading = host.Script(
            """
            param($seen, $begun, $events)
            Receive-PersistentSubscription a-1 g -BufferSize 3 -WarningAction SilentlyContinue | ForEach-Object {
                $seen["$($_.Revision)"] = $true
                [void] $begun.Release()
                [System.Threading.Thread]::Sleep(20)
                if ($seen.Count -eq $events) { throw 'all seen' }
            }
            """,
            seen, begun, Events);
        var running = reading.InvokeAsync();

        for (var i = 0; i < 10; i++)
            await begun.WaitAsync(cancel);
        var killed = await cluster.KillLeaderAsync(cancel);
        for (var i = 0; i < 10; i++)
            await begun.WaitAsync(cancel);
        await cluster.RestartAsync(killed, cancel);
        await Assert.ThrowsAnyAsync<System.Management.Automation.RuntimeException>(() => running.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, cancel));

        Assert.Equal(Enumerable.Range(0, Events).Select(n => $"{n}").Order(StringComparer.Ordinal), seen.Keys.Order(StringComparer.Ordinal));
    }
}
