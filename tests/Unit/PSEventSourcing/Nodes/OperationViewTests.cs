using System.Text.RegularExpressions;
using EventStoreDb.Emulator;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Nodes;

/// <summary>What operators of servers see: nodes, scavenges, figures, users.</summary>
public sealed partial class OperationViewTests : IAsyncLifetime, IDisposable
{
    private readonly ModuleHost _host = new();
    private EmulatorServer? _server;

    public async ValueTask InitializeAsync()
    {
        _server = await EmulatorServer.StartAsync(new EmulatorOptions { Tls = true, OnDisk = true });
        var secure = SecureServer.Parse(_server.ConnectionString, _server.CertificateAuthority);
        _host.Run(secure.Script + $"; Connect-As {secure.User} {secure.Password}").Succeeded();
    }

    public async ValueTask DisposeAsync() => await _server!.DisposeAsync();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Nodes_are_a_table() => Approved.Text("View.EventStoreNode", Shown("Get-EventStoreNode"));

    [Fact]
    public void Scavenges_are_a_table() => Approved.Text("View.EventStoreScavenge", Shown("Start-EventStoreScavenge -Wait"));

    [Fact]
    public void Figures_and_queues_are_tables() => Approved.Text("View.EventStoreStatistic", string.Concat(new[]
    {
        """
        $s = [PSEventSourcing.Commands.Statistics.EventStoreStatistic]::new()
        $s.Node = 'db1.example.org:2113'; $s.Time = '2026-01-02 03:04:05'; $s.Cpu = 12.345; $s.Memory = 300MB; $s.FreeMemory = 2GB; $s.DiskFree = 80GB
        $s.QueueLength = 7; $s.FlushMilliseconds = 1.234; $s.LogPosition = 1234567890
        $s
        """,
        "(Get-EventStoreStatistic).Queue",
    }.Select(Shown)));

    [Fact]
    public void Users_are_a_table() => Approved.Text("View.EventStoreUser", Shown("New-EventStoreUser ada (Secret x) -FullName 'Ada Byron' -Group sales, marketing | Out-Null; Disable-EventStoreUser ada; Get-EventStoreUser"));

    [Fact]
    public void What_if_says_what_would_happen() => Approved.Text("View.Operations.WhatIf", Shown("""
        New-EventStoreUser ada (Secret x) -Group sales, '$ops' -WhatIf
        Set-EventStoreUser ops -FullName 'The operator' -AddGroup sales -WhatIf
        Enable-EventStoreUser ops -WhatIf
        Disable-EventStoreUser ops -WhatIf
        Reset-EventStoreUserPassword ops (Secret x) -WhatIf
        New-EventStoreUser bob (Secret x) | Out-Null
        Remove-EventStoreUser bob -WhatIf
        Start-EventStoreScavenge -WhatIf
        Stop-EventStoreScavenge -WhatIf
        Merge-EventStoreIndex -WhatIf
        Set-EventStoreNode -Priority 1 -WhatIf
        Stop-EventStoreNode -WhatIf
        Switch-EventStoreLeader -WhatIf
        """));

    private string Shown(string script)
    {
        var shown = Ids().Replace(_host.Show(script), "00000000-0000-0000-0000-000000000000");
        return Varying().Replace(shown, match => Digit().Replace(match.Value, "0"));
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ids();

    /// <summary>Times of now, ports, how long something took.</summary>
    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d|(127\.0\.0\.1|localhost):\d+|\d\.\d\d:\d\d:\d\d", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Varying();

    [GeneratedRegex(@"\d", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digit();
}
