using System.Diagnostics;
using EventStoreDb.Emulator;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests;

public sealed class CompletionTests : IDisposable
{
    private static readonly TimeSpan AtMost = TimeSpan.FromMilliseconds(200);

    private readonly ModuleHost _host = new();

    public CompletionTests() => _host.Run("New-Dog Fido -Id fi-1; New-Dog Rex -Id rex-1; New-Dog Frida -Id 'the dog of Frida'").Succeeded();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Get-Dog ", "fi-1 (Fido), rex-1 (Rex), 'the dog of Frida' (Frida)")]
    [InlineData("Get-Dog -Id re", "rex-1 (Rex)")]
    [InlineData("Add-Trick ", "fi-1 (Fido), rex-1 (Rex), 'the dog of Frida' (Frida)")]
    [InlineData("Add-Trick frid", "'the dog of Frida' (Frida)")]
    [InlineData("Get-Dog 'the", "'the dog of Frida' (Frida)")]
    [InlineData("Get-Dog -Name F", "Fido (fi-1), Frida (the dog of Frida)")]
    [InlineData("Get-Dog -Session ", "1 (in memory)")]
    [InlineData("Disconnect-EventStore ", "1 (in memory)")]
    public void Offers_ids_names_and_sessions(string line, string offered) =>
        Assert.Equal(offered, string.Join(", ", _host.Complete(line).Select(match => $"{match.CompletionText} ({match.ToolTip})")));

    [Fact]
    public void Does_not_open_a_store_for_a_press_of_the_tab_key()
    {
        using var fresh = new ModuleHost();

        fresh.Complete("Get-Dog ");

        Assert.Empty(fresh.Run("Get-EventStore").Succeeded().Output);
    }

    /// <summary>The quickest of a few tries counts, because other work on the machine can slow any one of them.</summary>
    [Theory]
    [InlineData("Get-StreamEvent ")]
    [InlineData("Get-StreamEvent s -Type ")]
    [InlineData("Get-Dog ")]
    [InlineData("Get-Aggregate Dog ")]
    public async Task A_server_that_never_answers_is_not_waited_for(string line)
    {
        var faults = new FaultPlan();
        await using var server = await EmulatorServer.StartAsync(new EmulatorOptions { Faults = faults }, TestContext.Current.CancellationToken);
        _host.Run("param($uri) Connect-EventStore $uri; New-Dog Fido -Id fido; Add-StreamEvent s Test", server.ConnectionString).Succeeded();
        for (var nth = 1; nth <= 100; nth++)
            faults.OnCall("Streams/Read", nth, new Fault(FaultKind.Stall));

        var quickest = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < 5 && quickest > AtMost; attempt++)
        {
            var watch = Stopwatch.StartNew();
            _host.Complete(line);
            quickest = watch.Elapsed < quickest ? watch.Elapsed : quickest;
        }

        Assert.True(quickest <= AtMost, $"It took {quickest.TotalMilliseconds} ms.");
        Assert.NotEmpty(faults.Struck);
        while (server.OpenCalls.Contains("Streams/Read"))
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("Stream")]
    [InlineData("EventType")]
    [InlineData("DogId")]
    [InlineData("AggregateName")]
    [InlineData("Session")]
    public async Task What_goes_wrong_is_no_error(string completer)
    {
        // Asked directly, because the engine would pass over an error.
        var ask = $"foreach ($word in '', 'x', '\"', '[', '$') {{ [PSEventSourcing.Completers.{completer}Completer]::new().CompleteArgument('c', 'p', $word, $null, $null) | Out-Null }}";
        _host.Run(ask).Succeeded();
        var server = await EmulatorServer.StartAsync(cancel: TestContext.Current.CancellationToken);
        _host.Run("param($uri) Connect-EventStore $uri", server.ConnectionString).Succeeded();

        await server.DisposeAsync();

        _host.Run(ask).Succeeded();
        _host.Run("Get-EventStore | Disconnect-EventStore; " + ask).Succeeded();
    }
}
