using System.Net;
using System.Net.Sockets;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests;

/// <summary>Ctrl+C takes effect at once, whatever the cmdlet is doing.</summary>
public sealed class CancellationTests : IDisposable
{
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

    private Task StopsAtOnceAsync(string script, object argument, Func<Task> busy) => Stopping.AtOnceAsync(_host, script, argument, busy);
}
