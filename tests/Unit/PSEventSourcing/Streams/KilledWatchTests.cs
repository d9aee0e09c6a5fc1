using System.Globalization;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Streams;

/// <summary>A watch with a checkpoint, in a process that is killed again and again while events are appended.</summary>
public sealed class KilledWatchTests : IDisposable
{
    private const int Kills = 20;
    private const int AtLeastEach = 3;

    private readonly ModuleHost _host = new();
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _host.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Nothing_is_missed_and_at_most_the_last_event_before_a_kill_comes_again()
    {
        _host.Run("param($file) Connect-EventStore -Path $file; 1..5 | Add-StreamEvent watched Counted | Out-Null", In("events.db")).Succeeded();
        await File.WriteAllTextAsync(In("watch.ps1"), $$"""
            Connect-EventStore -Path '{{In("events.db")}}'
            Watch-StreamEvent watched -From Start -CheckpointPath '{{In("checkpoint")}}' | ForEach-Object { [System.IO.File]::AppendAllText('{{In("seen")}}', "$($_.Revision)`n") }
            """, Cancel);

        for (var kill = 0; kill < Kills; kill++)
        {
            using var watch = ShellProcess.Start(In("watch.ps1"));
            for (var enough = Seen().Count + AtLeastEach; Seen().Count < enough;)
                _host.Run("1, 2 | Add-StreamEvent watched Counted | Out-Null").Succeeded();
            watch.Kill();
            await watch.WaitForExitAsync(Cancel);
        }

        var seen = Seen();
        Assert.Equal(Enumerable.Range(0, (int)seen[^1] + 1).Select(revision => (long)revision), seen.Distinct());
        Assert.All(seen.Zip(seen.Skip(1)), pair => Assert.InRange(pair.Second, pair.First, pair.First + 1));
        Assert.InRange(seen.Count - seen.Distinct().Count(), 0, Kills);
    }

    private List<long> Seen() => File.Exists(In("seen"))
        ? [.. File.ReadAllLines(In("seen")).Select(line => long.Parse(line, CultureInfo.InvariantCulture))]
        : [];

    private string In(string name) => Path.Combine(_directory.FullName, name);
}
