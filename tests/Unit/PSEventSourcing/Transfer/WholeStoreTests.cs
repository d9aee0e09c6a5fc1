using System.Globalization;
using System.Management.Automation;
using EventStoreDb.Emulator;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Transfer;

/// <summary>Many events of all sorts, from a store in memory to a server.</summary>
/// <remarks>There are more of them where TRANSFER_EVENTS says so.</remarks>
public sealed class WholeStoreTests : IDisposable
{
    private static readonly int Events = int.Parse(Environment.GetEnvironmentVariable("TRANSFER_EVENTS") ?? "10000", CultureInfo.InvariantCulture);

    private readonly ModuleHost _host = new();
    private readonly ScratchDirectory _directory = new();

    public WholeStoreTests() => _directory.Enter(_host);

    public void Dispose()
    {
        _host.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("EventStoreDB", "left alone")]
    [InlineData("EventStoreDB", "stopped")]
    [InlineData("EventStoreDB", "killed")]
    [InlineData("SQLite", "left alone")]
    [InlineData("SQLite", "stopped")]
    [InlineData("SQLite", "killed")]
    public async Task An_import_ends_with_the_same_streams_whatever_became_of_it_before(string store, string before)
    {
        await using var emulator = await EmulatorServer.StartAsync(cancel: TestContext.Current.CancellationToken);
        var connect = store == "SQLite" ? $"Connect-EventStore -Path '{_directory["events.db"]}'" : $"Connect-EventStore '{emulator.ConnectionString}'";
        await FillMemoryAsync();
        _host.Run($"$memory = Get-EventStore; Export-EventStream -All -Path all.ndjson.gz | Out-Null; $target = {connect} -PassThru").Succeeded();
        if (before == "stopped")
            await StopAsync(connect);
        if (before == "killed")
            await KillAsync(connect);

        var outcome = _host.Run("$done = Import-EventStream all.ndjson.gz; $there = 0; $done | ForEach-Object { $there += $_.AlreadyThere }; $there").Succeeded();

        Assert.Equal(before != "left alone", int.Parse(outcome.Lines[0], CultureInfo.InvariantCulture) > 0);
        Assert.Empty(_host.Run("Compare-EventStream -All -Session $memory -DifferenceSession $target").Succeeded().Lines);
        Assert.Equal([$"{Events}"], _host.Run("@(Get-StreamEvent -All -Session $target).Count").Succeeded().Lines);
        _host.Run("Get-EventStore | Disconnect-EventStore").Succeeded();
    }

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public async Task A_copy_is_the_same(string kind)
    {
        var servers = new Servers();
        await servers.InitializeAsync();
        await MixedEvents.WriteAsync(_directory["source.ndjson"], 500, large: 1);

        try
        {
            Assert.Equal(["500"], _host.Run("""
                param($uri, $prefix)
                Import-EventStream source.ndjson | Out-Null
                $memory = Get-EventStore
                $server = Connect-EventStore $uri -PassThru
                $written = 0
                Copy-EventStream -All -Session $memory -Destination $server -Prefix $prefix | ForEach-Object { $written += $_.Written }
                $written
                """, servers.Of(kind), $"copy-{Guid.NewGuid():N}-").Succeeded().Lines);
        }
        finally
        {
            await servers.DisposeAsync();
        }
    }

    private async Task FillMemoryAsync()
    {
        await MixedEvents.WriteAsync(_directory["source.ndjson"], Events, large: 4);
        _host.Run("Import-EventStream source.ndjson | Out-Null").Succeeded();
    }

    private async Task StopAsync(string connect)
    {
        using var importing = new ModuleHost();
        using var shell = importing.Script($"param($file) {connect}; Import-EventStream $file", _directory["all.ndjson.gz"]);
        var running = shell.InvokeAsync();
        await ReachedAsync(connect);
        await shell.StopAsync(null, null);
        try
        {
            await running;
        }
        catch (PipelineStoppedException)
        {
            // It was stopped before its end.
        }

        importing.Run("Get-EventStore | Disconnect-EventStore").Succeeded();
    }

    private async Task KillAsync(string connect)
    {
        await File.WriteAllTextAsync(_directory["import.ps1"], $"param($file) {connect}; Import-EventStream $file | Out-Null", TestContext.Current.CancellationToken);
        using var process = ShellProcess.Start(_directory["import.ps1"], _directory["all.ndjson.gz"]);
        await ReachedAsync(connect);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until the first event of the import is there.</summary>
    private static async Task ReachedAsync(string connect)
    {
        using var watching = new ModuleHost();
        watching.Run(connect).Succeeded();
        while (watching.Run("Get-StreamEvent -All -MaxCount 1").Succeeded().Output.Count == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        watching.Run("Get-EventStore | Disconnect-EventStore").Succeeded();
    }
}
