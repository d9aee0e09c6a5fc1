using System.Net;
using System.Net.Sockets;
using EventStoreDb.Emulator;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests;

/// <summary>Ctrl+C takes effect at once, whatever the cmdlet is doing.</summary>
public sealed class CancellationTests : IDisposable
{
    private static readonly string[] Streams = ["Streams/Read", "Streams/Append", "Streams/BatchAppend", "Streams/Delete", "Streams/Tombstone"];

    private readonly ModuleHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task While_a_call_waits_for_an_answer_that_never_comes()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var uri = $"esdb://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}?tls=false";

        await StopsAtOnceAsync("param($uri) Connect-EventStore $uri", uri, async () =>
        {
            using var accepted = await silent.AcceptSocketAsync(TestContext.Current.CancellationToken);
            await accepted.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken);
        });
        Assert.Empty(_host.Run("Get-EventStore").Succeeded().Output);
    }

    [Fact]
    public async Task While_a_read_is_ahead_of_a_slow_pipeline()
    {
        _host.Run("$dog = New-Dog Fido -Id fido; $dog | Add-Trick (1..5000)").Succeeded();
        using var reading = new SemaphoreSlim(0);

        await StopsAtOnceAsync(
            "param($reading) while ($true) { Get-StreamEvent Dog-fido | ForEach-Object { [void] $reading.Release() } }",
            reading,
            () => reading.WaitAsync(TestContext.Current.CancellationToken));

        Assert.Equal(["5001"], _host.Run("(Get-StreamEvent Dog-fido).Count").Succeeded().Lines);
    }

    [Fact]
    public async Task While_every_dog_is_looked_up()
    {
        _host.Run("1..500 | New-Dog | Out-Null").Succeeded();
        using var reading = new SemaphoreSlim(0);

        await StopsAtOnceAsync(
            "param($reading) while ($true) { Get-Dog | ForEach-Object { [void] $reading.Release() } }",
            reading,
            () => reading.WaitAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("Export-EventStream -All -Path x.ndjson.gz -Force")]
    [InlineData("Import-EventStream whole.ndjson -Prefix \"$([guid]::NewGuid())-\"")]
    [InlineData("Copy-EventStream Dog-fido -DestinationStream ([guid]::NewGuid())")]
    [InlineData("Compare-EventStream Dog-fido copy")]
    public async Task While_streams_are_exported_imported_copied_and_compared(string transfer)
    {
        using var directory = new ScratchDirectory();
        directory.Enter(_host);
        _host.Run("$dog = New-Dog Fido -Id fido; $dog | Add-Trick (1..5000); Copy-EventStream Dog-fido -DestinationStream copy | Out-Null; Export-EventStream Dog-fido whole.ndjson | Out-Null").Succeeded();
        using var going = new SemaphoreSlim(0);

        await StopsAtOnceAsync(
            $"param($going) while ($true) {{ [void] $going.Release(); {transfer} | Out-Null }}",
            going,
            () => going.WaitAsync(TestContext.Current.CancellationToken));

        Assert.DoesNotContain(directory.Files, file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Get-Aggregate Dog fido | ForEach-Object { [void] $reading.Release() }")]
    [InlineData("Get-Aggregate Dog | ForEach-Object { [void] $reading.Release() }")]
    [InlineData("Get-AggregateHistory Dog fido | ForEach-Object { [void] $reading.Release() }")]
    [InlineData("[void] $reading.Release(); Compare-Aggregate Dog fido -Revision 0")]
    [InlineData("[void] $reading.Release(); $dog | Add-AggregateEvent -Aggregate Dog TrickAdded @{ Trick = 'sit' } -Retry")]
    [InlineData("Register-Aggregate Endless @{ Begun = { [void] $reading.Release(); while ($true) { } } }; New-Aggregate Endless Begun")]
    public async Task While_aggregates_are_rebuilt(string script)
    {
        _host.Run("$dog = New-Dog Fido -Id fido; $dog | Add-Trick (1..1000)").Succeeded();
        using var reading = new SemaphoreSlim(0);

        await StopsAtOnceAsync(
            $"param($reading) while ($true) {{ {script} }}",
            reading,
            () => reading.WaitAsync(TestContext.Current.CancellationToken));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("Get-StreamEvent s")]
    [InlineData("Get-StreamEvent -All")]
    [InlineData("Find-StreamEvent text")]
    [InlineData("Find-StreamEvent -Property a -Value b -Stream s")]
    [InlineData("Watch-StreamEvent s -From Start")]
    [InlineData("Watch-StreamEvent s-*")]
    [InlineData("Watch-StreamEvent -All -Timeout 1:0:0")]
    [InlineData("Measure-EventStream s")]
    [InlineData("Measure-EventStream -All -By Stream")]
    [InlineData("Trace-StreamEvent x")]
    [InlineData("Get-EventStream")]
    [InlineData("Get-EventStream s")]
    [InlineData("$null = Connect-EventStore $uri; Add-StreamEvent s Test 1")]
    [InlineData("$null = Connect-EventStore $uri; 1..2000 | Add-StreamEvent s Test")]
    [InlineData("Remove-EventStream s -Confirm:$false")]
    [InlineData("Remove-EventStream s-* -Confirm:$false")]
    [InlineData("Remove-EventStream s -Tombstone -Confirm:$false")]
    [InlineData("Get-EventStreamMetadata s")]
    [InlineData("Set-EventStreamMetadata s -MaxCount 1")]
    [InlineData("Test-EventStore $uri", "ServerFeatures/GetSupportedMethods")]
    [InlineData("Test-EventStore $uri -Detailed")]
    [InlineData("Compare-EventStream s t")]
    [InlineData("Get-Aggregate Dog fido")]
    [InlineData("Get-Dog")]
    public async Task While_a_server_never_answers_and_no_call_is_left_behind(string script, string? silent = null)
    {
        var faults = new FaultPlan();
        await using var server = await EmulatorServer.StartAsync(new EmulatorOptions { Faults = faults }, TestContext.Current.CancellationToken);
        _host.Run("param($uri) Connect-EventStore $uri; 's', 's-1', 't' | ForEach-Object { Add-StreamEvent $_ Test 1 }; New-Dog Fido -Id fido", server.ConnectionString).Succeeded();
        foreach (var method in silent is null ? Streams : [silent])
            for (var nth = 1; nth <= 100; nth++)
                faults.OnCall(method, nth, new Fault(FaultKind.Stall));
        var before = 0;

        await StopsAtOnceAsync("param($uri) " + script, server.ConnectionString, async () =>
        {
            await UntilAsync(() => faults.Struck.Count > before);
            before = faults.Struck.Count;
        });

        // The call over which a session appends lasts as long as the session.
        await UntilAsync(() => server.OpenCalls.All(call => call == "Streams/BatchAppend"));
        _host.Run("Get-EventStore | Disconnect-EventStore").Succeeded();
        await UntilAsync(() => server.OpenCalls.Count == 0);
    }

    [Theory]
    [InlineData("Watch-StreamEvent s")]
    [InlineData("Watch-StreamEvent s-* -From Start")]
    [InlineData("Watch-StreamEvent -All")]
    public async Task While_a_watch_of_a_store_in_memory_or_a_file_has_nothing_to_tell(string script)
    {
        using var directory = new ScratchDirectory();
        foreach (var path in new[] { ":memory:", directory["events.db"] })
        {
            _host.Run("param($path) Connect-EventStore -Path $path", path).Succeeded();
            using var watching = new SemaphoreSlim(0);

            await StopsAtOnceAsync(
                $"param($watching) [void] $watching.Release(); {script}",
                watching,
                () => watching.WaitAsync(TestContext.Current.CancellationToken));

            _host.Run("Get-EventStore | Disconnect-EventStore").Succeeded();
        }
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
    }

    private Task StopsAtOnceAsync(string script, object argument, Func<Task> busy) => Stopping.AtOnceAsync(_host, script, argument, busy);
}
