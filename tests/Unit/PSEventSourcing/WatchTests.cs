using System.Management.Automation;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests;

public sealed class WatchTests : IDisposable
{
    private readonly ModuleHost _host = new();
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();

    public WatchTests() => _host.Run("""
        param($directory)
        $ExecutionContext.SessionState.Path.SetLocation($directory) | Out-Null
        1..3 | Add-StreamEvent a-1 Counted | Out-Null
        4..5 | Add-StreamEvent a-2 Counted | Out-Null
        """, _directory.FullName).Succeeded();

    public void Dispose()
    {
        _host.Dispose();
        _directory.Delete(recursive: true);
    }

    [Theory]
    [InlineData("a-1 -From Start -Count 3", "1 2 3")]
    [InlineData("a-1 -From 1 -Count 2", "2 3")]
    [InlineData("a-1 -From 0 -Count 1", "1")]
    [InlineData("a-* -From Start -Count 4", "1 2 3 4")]
    [InlineData("-All -From Start -Count 5", "1 2 3 4 5")]
    [InlineData("a-* -From $position -Count 2", "3 4")]
    [InlineData("a-2 -From Start -Count 2 -Timeout 1:0:0", "4 5")]
    [InlineData("a-2 -Timeout 0:0:0.2", "")]
    [InlineData("-All -From Start -Type Other -Timeout 0:0:0.2", "")]
    public void What_is_stored_comes_from_where_it_is_to_begin(string parameters, string numbers)
    {
        _host.Run("$position = (Get-StreamEvent a-1 -From 2).Position").Succeeded();

        Assert.Equal(numbers, string.Join(' ', _host.Run($"Watch-StreamEvent {parameters} | ForEach-Object Data").Succeeded().Lines));
    }

    [Fact]
    public async Task What_is_appended_comes_live()
    {
        using var other = new ModuleHost();
        var session = _host.Run("Get-EventStore").Output[0];
        using var watching = _host.Script("Watch-StreamEvent a-* -From Start -Count 7 | ForEach-Object Data");
        var output = new PSDataCollection<PSObject>();
        var five = new TaskCompletionSource();
        output.DataAdded += (_, added) =>
        {
            if (added.Index == 4)
                five.SetResult();
        };
        var watch = watching.InvokeAsync<PSObject, PSObject>(null, output);
        await five.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);

        other.Run("param($session) 6, 7 | Add-StreamEvent a-3 Counted -Session $session | Out-Null", session).Succeeded();
        await watch.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Equal(["1", "2", "3", "4", "5", "6", "7"], output.Select(item => LanguagePrimitives.ConvertTo<string>(item)));
    }

    [Theory]
    [InlineData("a-1", "-From Start", "1 2", "3")]
    [InlineData("a-*", "-From Start", "1 2", "3 4 5")]
    [InlineData("-All", "-From Start", "1 2", "3 4 5")]
    public void A_watch_goes_on_where_the_pipeline_had_taken_it(string watched, string from, string first, string second)
    {
        Assert.Equal(first, string.Join(' ', _host.Run($"Watch-StreamEvent {watched} {from} -Count 2 -CheckpointPath c | ForEach-Object Data").Succeeded().Lines));
        Assert.Equal(second, string.Join(' ', _host.Run($"Watch-StreamEvent {watched} {from} -Count {second.Split(' ').Length} -CheckpointPath c | ForEach-Object Data").Succeeded().Lines));
    }

    [Fact]
    public void An_event_that_the_pipeline_did_not_take_comes_again()
    {
        var outcome = _host.Run("do { Watch-StreamEvent a-1 -From Start -CheckpointPath c | ForEach-Object { if ($_.Revision -eq 1) { break }; $_.Data } } while ($false)");

        Assert.Equal(["1"], outcome.Succeeded().Lines);
        Assert.Equal(["2", "3"], _host.Run("Watch-StreamEvent a-1 -Count 2 -CheckpointPath c | ForEach-Object Data").Succeeded().Lines);
    }

    [Theory]
    [InlineData("a-1 -From there", "InvalidWatchBegin")]
    [InlineData("a-* -From 1/2", "InvalidWatchBegin")]
    [InlineData("a-2 -CheckpointPath c", "InvalidCheckpoint")]
    [InlineData("a-1 -CheckpointPath other", "InvalidCheckpoint")]
    [InlineData("a-1 -CheckpointPath no/such/folder", "InvalidCheckpoint")]
    public void What_cannot_be_watched_says_why(string parameters, string error)
    {
        _host.Run("Watch-StreamEvent a-1 -From Start -Count 1 -CheckpointPath c | Out-Null; [System.IO.File]::WriteAllText(\"$PWD/other\", 'something else')").Succeeded();

        Assert.StartsWith(error + ",", _host.Run($"Watch-StreamEvent {parameters}").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("something else", File.ReadAllText(Path.Combine(_directory.FullName, "other")));
    }
}
