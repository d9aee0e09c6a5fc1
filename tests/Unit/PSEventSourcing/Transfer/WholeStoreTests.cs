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
    [InlineData("left alone")]
    [InlineData("stopped")]
    [InlineData("killed")]
    public async Task An_import_ends_with_the_same_streams_whatever_became_of_it_before(string before)
    {
        await using var server = await EmulatorServer.StartAsync();
        await FillMemoryAsync();
        _host.Run("param($uri) $memory = Get-EventStore; Export-EventStream -All -Path all.ndjson.gz | Out-Null; $server = Connect-EventStore $uri -PassThru", server.ConnectionString).Succeeded();
        if (before == "stopped")
            await StopAsync(server.ConnectionString);
        if (before == "killed")
            await KillAsync(server.ConnectionString);

        var outcome = _host.Run("$done = Import-EventStream all.ndjson.gz; $there = 0; $done | ForEach-Object { $there += $_.AlreadyThere }; $there").Succeeded();

        Assert.Equal(before != "left alone", int.Parse(outcome.Lines[0], CultureInfo.InvariantCulture) > 0);
        Assert.Empty(_host.Run("Compare-EventStream -All -Session $memory -DifferenceSession $server").Succeeded().Lines);
        Assert.Equal([$"{Events}"], _host.Run("@(Get-StreamEvent -All -Session $server).Count").Succeeded().Lines);
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

    private async Task StopAsync(string uri)
    {
        using var importing = new ModuleHost();
        using var shell = importing.Script("param($uri, $file) Connect-EventStore $uri; Import-EventStream $file", uri, _directory["all.ndjson.gz"]);
        var running = shell.InvokeAsync();
        await ReachedAsync(uri);
        await shell.StopAsync(null, null);
        try
        {
            await running;
        }
        catch (PipelineStoppedException)
        {
            // It was stopped before its end.
        }
    }

    private async Task KillAsync(string uri)
    {
        await File.WriteAllTextAsync(_directory["import.ps1"], "param($uri, $file) Connect-EventStore $uri; Import-EventStream $file | Out-Null", TestContext.Current.CancellationToken);
        using var process = ShellProcess.Start(_directory["import.ps1"], uri, _directory["all.ndjson.gz"]);
        await ReachedAsync(uri);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until the first event of the import is there.</summary>
    private static async Task ReachedAsync(string uri)
    {
        using var watching = new ModuleHost();
        watching.Run("param($uri) Connect-EventStore $uri", uri).Succeeded();
        while (watching.Run("Get-StreamEvent -All -MaxCount 1").Succeeded().Output.Count == 0)
            await Task.Delay(1, TestContext.Current.CancellationToken);
    }
}
