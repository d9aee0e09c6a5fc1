using System.Management.Automation;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Streams;

public sealed class WatchTests : IClassFixture<Servers>, IDisposable
{
    private const string TwoStreams = """
        1..3 | Add-StreamEvent ~a-1 ~Counted | Out-Null
        4..5 | Add-StreamEvent ~a-2 ~Counted | Out-Null
        """;

    private readonly StoreHost _host;
    private readonly ScratchDirectory _directory = new();

    public WatchTests(Servers servers)
    {
        _host = new StoreHost(servers);
        _host.Run("param($directory) $ExecutionContext.SessionState.Path.SetLocation($directory) | Out-Null", _directory[""]).Succeeded();
    }

    public void Dispose()
    {
        _host.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [EveryStore("~a-1 -From Start -Count 3", "1 2 3")]
    [EveryStore("~a-1 -From 1 -Count 2", "2 3")]
    [EveryStore("~a-1 -From 0 -Count 1", "1")]
    [EveryStore("~a-* -From Start -Count 4", "1 2 3 4")]
    [EveryStore("-All -Type ~Counted -From Start -Count 5", "1 2 3 4 5")]
    [EveryStore("~a-* -From $position -Count 2", "3 4")]
    [EveryStore("~a-2 -From Start -Count 2 -Timeout 1:0:0", "4 5")]
    [EveryStore("~a-2 -Timeout 0:0:0.2", "")]
    [EveryStore("-All -From Start -Type ~Other -Timeout 0:0:0.2", "")]
    public void What_is_stored_comes_from_where_it_is_to_begin(string store, string parameters, string numbers)
    {
        _host.Connect(store, TwoStreams);
        _host.Run("$position = (Get-StreamEvent ~a-1 -From 2).Position").Succeeded();

        Assert.Equal(numbers, _host.Run($"Watch-StreamEvent {parameters} | ForEach-Object Data").Succeeded().Line);
    }

    [Theory]
    [EveryStore]
    public async Task What_is_appended_comes_live(string store)
    {
        _host.Connect(store, TwoStreams);
        using var other = new ModuleHost();
        var session = _host.Run("Get-EventStore").Output[0];
        var third = _host.Run("'~a-3'").Output[0];
        using var watching = _host.Script("Watch-StreamEvent ~a-* -From Start -Count 7 | ForEach-Object Data");
        var output = new PSDataCollection<PSObject>();
        var five = new TaskCompletionSource();
        output.DataAdded += (_, added) =>
        {
            if (added.Index == 4)
                five.SetResult();
        };
        var watch = watching.InvokeAsync<PSObject, PSObject>(null, output);
        await five.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);

        other.Run("param($session, $stream) 6, 7 | Add-StreamEvent $stream Counted -Session $session | Out-Null", session, third).Succeeded();
        await watch.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Equal(["1", "2", "3", "4", "5", "6", "7"], output.Select(item => LanguagePrimitives.ConvertTo<string>(item)));
    }

    [Theory]
    [EveryStore("~a-1", "-From Start", "1 2", "3")]
    [EveryStore("~a-*", "-From Start", "1 2", "3 4 5")]
    [EveryStore("-All -Type ~Counted", "-From Start", "1 2", "3 4 5")]
    public void A_watch_goes_on_where_the_pipeline_had_taken_it(string store, string watched, string from, string first, string second)
    {
        _host.Connect(store, TwoStreams);

        Assert.Equal(first, _host.Run($"Watch-StreamEvent {watched} {from} -Count 2 -CheckpointPath c | ForEach-Object Data").Succeeded().Line);
        Assert.Equal(second, _host.Run($"Watch-StreamEvent {watched} {from} -Count {second.Split(' ').Length} -CheckpointPath c | ForEach-Object Data").Succeeded().Line);
    }

    [Theory]
    [EveryStore]
    public void An_event_that_the_pipeline_did_not_take_comes_again(string store)
    {
        _host.Connect(store, TwoStreams);
        var outcome = _host.Run("do { Watch-StreamEvent ~a-1 -From Start -CheckpointPath c | ForEach-Object { if ($_.Revision -eq 1) { break }; $_.Data } } while ($false)");

        Assert.Equal(["1"], outcome.Succeeded().Lines);
        Assert.Equal(["2", "3"], _host.Run("Watch-StreamEvent ~a-1 -Count 2 -CheckpointPath c | ForEach-Object Data").Succeeded().Lines);
    }

    [Theory]
    [EveryStore("~a-1 -From there", "InvalidWatchBegin")]
    [EveryStore("~a-* -From 1/2", "InvalidWatchBegin")]
    [EveryStore("~a-2 -CheckpointPath c", "InvalidCheckpoint")]
    [EveryStore("~a-1 -CheckpointPath other", "InvalidCheckpoint")]
    [EveryStore("~a-1 -CheckpointPath no/such/folder", "InvalidCheckpoint")]
    public void What_cannot_be_watched_says_why(string store, string parameters, string error)
    {
        _host.Connect(store, TwoStreams);
        _host.Run("Watch-StreamEvent ~a-1 -From Start -Count 1 -CheckpointPath c | Out-Null; [System.IO.File]::WriteAllText(\"$PWD/other\", 'something else')").Succeeded();

        Assert.Equal(error, _host.Run($"Watch-StreamEvent {parameters}").ErrorId);
        Assert.Equal("something else", File.ReadAllText(_directory["other"]));
    }
}
