using System.Diagnostics;
using System.Management.Automation;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.PersistentSubscriptions;

/// <summary>Whatever ends the pipeline: what was done is acknowledged, and what was not comes again.</summary>
public sealed class ReceiveEndTests(Servers servers) : IClassFixture<Servers>
{
    private const int Events = 6;

    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(100);

    public static IEnumerable<TheoryDataRow<string>> Kinds => GroupHost.Kinds;

    public static IEnumerable<TheoryDataRow<string, string, int>> Ends =>
        from kind in GroupHost.Kinds
        from end in new[]
        {
            ("Receive-PersistentSubscription $s g | Select-First 2", 2),
            ("Receive-PersistentSubscription $s g | Select-First 2 | ForEach-Object { }", 2),
            ("try { Receive-PersistentSubscription $s g | ForEach-Object { if ($_.Revision -eq 2) { throw 'no' } } } catch { }", 2),
            ("try { Receive-PersistentSubscription $s g | ForEach-Object { if ($_.Revision -eq 2) { Get-Dog -Nothing } } } catch { }", 2),
            ("foreach ($once in 1) { Receive-PersistentSubscription $s g | ForEach-Object { if ($_.Revision -eq 2) { break } } }", 2),
            ("Receive-PersistentSubscription $s g -Count 2 | ForEach-Object { }", 2),
            ("$x = Receive-PersistentSubscription $s g -Count 3", 3),
            ("try { Receive-PersistentSubscription $s g -PassThru -Handler { } | ForEach-Object { if ($_.Revision -eq 1) { throw 'no' } } } catch { }", 2),
            ("try { Receive-PersistentSubscription $s g -ErrorAction Stop -Handler { if ($_.Revision -eq 2) { throw 'no' } } } catch { }", 2),
            ("Receive-PersistentSubscription $s g -PassThru -Handler { } | Select-First 2", 2),
        }
        select new TheoryDataRow<string, string, int>(kind.Data, end.Item1, end.Item2);

    [Theory]
    [MemberData(nameof(Ends))]
    public void What_the_pipeline_has_taken_is_done_and_the_rest_comes_again(string kind, string script, int next)
    {
        using var host = new GroupHost(servers, kind).WithEvents(Events);
        host.Run("param($assembly) Import-Module -Assembly $assembly; $null = New-PersistentSubscription $s g -From Start", typeof(SelectFirstCommand).Assembly).Succeeded();

        host.Run(script);

        // In any order: what had been delivered ahead comes back.
        var rest = host.Run($"Receive-PersistentSubscription $s g -Count {Events - next} -IdleTimeout 0:0:20 | ForEach-Object Revision").Succeeded().Lines;
        Assert.Equal(Enumerable.Range(next, Events - next).Select(n => $"{n}"), rest.Order(StringComparer.Ordinal));
        Assert.Equal("", host.Told("Receive-PersistentSubscription $s g -IdleTimeout 0:0:0.5 | ForEach-Object Revision"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task After_Ctrl_C_what_was_done_does_not_come_again(string kind)
    {
        using var host = new GroupHost(servers, kind).WithEvents(20);
        host.Run("$null = New-PersistentSubscription $s g -From Start -MaxRetryCount 100").Succeeded();
        using var reader = host.Another();
        var done = new List<string>();
        var inHand = new List<string>();

        // Each time in the middle of another event, with a handler and without.
        for (var stop = 0; stop < 8; stop++)
        {
            using var reached = new SemaphoreSlim(0);
            var work = $"if ($count++ -eq 1) {{ [void] $reached.Release(); $hand.Add(\"$($_.Revision)\"); while ($true) {{ }} }}; $done.Add(\"$($_.Revision)\")";
            using var reading = reader.Host.Script(
                stop % 2 == 0
                    ? $"param($reached, $done, $hand) $count = 0; Receive-PersistentSubscription $s g -BufferSize 3 | ForEach-Object {{ {work} }}"
                    : $"param($reached, $done, $hand) $script:count = 0; Receive-PersistentSubscription $s g -BufferSize 3 -Handler {{ if ($script:count++ -eq 1) {{ [void] $reached.Release(); $hand.Add(\"$($_.Revision)\"); while ($true) {{ }} }}; $done.Add(\"$($_.Revision)\") }}",
                reached, done, inHand);
            var running = reading.InvokeAsync();
            await reached.WaitAsync(TestContext.Current.CancellationToken);
            await reading.StopAsync(null, null);
            await Assert.ThrowsAsync<PipelineStoppedException>(() => running);
        }

        Assert.Equal(8, inHand.Count);
        var rest = host.Run($"Receive-PersistentSubscription $s g -Count {20 - done.Count} -IdleTimeout 0:0:20 | ForEach-Object Revision").Succeeded().Lines;
        Assert.Equal("", host.Told("Receive-PersistentSubscription $s g -IdleTimeout 0:0:0.5 | ForEach-Object Revision"));
        Assert.Empty(done.Intersect(rest));
        Assert.Equal(Enumerable.Range(0, 20).Select(n => $"{n}").Order(StringComparer.Ordinal), done.Concat(rest).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Receive-PersistentSubscription $s g | Out-Null")]
    [InlineData("Receive-PersistentSubscription $s g -Timeout 1:0:0 -IdleTimeout 1:0:0 -Handler { }")]
    [InlineData("while ($true) { Receive-PersistentSubscription $s g -IdleTimeout 0:0:0.001; Get-PersistentSubscription | Out-Null; Get-ParkedEvent $s g; Set-PersistentSubscription $s g -MaxRetryCount 5 }")]
    public async Task Ctrl_C_takes_effect_at_once(string script)
    {
        using var host = new GroupHost(servers, "emulator").WithEvents(5);
        host.Run("$null = New-PersistentSubscription $s g -From Start").Succeeded();
        using var watcher = host.Another();
        var quickest = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < 5 && quickest > AtOnce; attempt++)
        {
            using var shell = host.Host.Script(script);
            var running = shell.InvokeAsync();
            await watcher.UntilAsync("True", "[bool] ((Get-PersistentSubscription $s g).TotalItems)");

            var watch = Stopwatch.StartNew();
            await shell.StopAsync(null, null);
            await Assert.ThrowsAsync<PipelineStoppedException>(() => running);
            quickest = watch.Elapsed < quickest ? watch.Elapsed : quickest;
        }

        Assert.True(quickest <= AtOnce, $"It took {quickest.TotalMilliseconds} ms to stop.");
        await watcher.UntilAsync("0", "@((Get-PersistentSubscription $s g).Connections).Count");
    }
}
