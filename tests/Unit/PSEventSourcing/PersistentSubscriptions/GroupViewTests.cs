using System.Text.RegularExpressions;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.PersistentSubscriptions;

public sealed partial class GroupViewTests
{
    [Fact]
    public async Task Groups_their_readers_and_their_events_are_tables()
    {
        await using var server = await EventStoreDb.Emulator.EmulatorServer.StartAsync(cancel: TestContext.Current.CancellationToken);
        using var host = new ModuleHost();
        host.Run(
            """
            param($uri)
            Connect-EventStore $uri
            1..6 | ForEach-Object { @{ Amount = $_ } } | Add-StreamEvent Account-1 Deposited | Out-Null
            $null = New-PersistentSubscription -All everything -StreamPrefix Account-
            $null = New-PersistentSubscription Account-1 mailer -From Start
            """,
            server.ConnectionString).Succeeded();

        // One after the other, because only what comes first in a pipeline is shown in a table of its own.
        var shown = string.Concat(new[]
        {
            "New-PersistentSubscription Account-1 audit -From Start -WhatIf; Set-PersistentSubscription Account-1 mailer -MaxRetryCount 3 -WhatIf; Remove-PersistentSubscription Account-1 mailer -WhatIf; Resume-ParkedEvent Account-1 mailer -First 2 -WhatIf",
            "Receive-PersistentSubscription Account-1 mailer -Count 2",
            "Receive-PersistentSubscription Account-1 mailer -Count 3 -BufferSize 1 -PassThru -Handler { if ($_.Data.Amount -gt 3) { 'Park: too much' } }",
            "Get-ParkedEvent Account-1 mailer",
            "Receive-PersistentSubscription Account-1 mailer -Count 1 | ForEach-Object { (Get-PersistentSubscription Account-1 mailer).Connections }",
            "Get-PersistentSubscription",
            "Receive-PersistentSubscription Account-1 mailer -IdleTimeout 0:0:0.2 -Handler { 'Nack' }",
        }.Select(host.Show));

        Approved.Text("View.PersistentSubscription", Digits(shown));
    }

    /// <summary>What differs from run to run is made the same.</summary>
    private static string Digits(string text)
    {
        var connections = Connection().Replace(text, "PSEventSourcing-00000000-0000-0000-0000-000…${user}          0");
        return Times().Replace(connections, match => new string([.. match.Value.Select(letter => char.IsDigit(letter) ? '0' : letter)]));
    }

    [GeneratedRegex(@"PSEventSourcing-[0-9a-f-]+…(?<user> system( +\d+){3}) +\d+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Connection();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Times();

    [Fact]
    public async Task Streams_and_groups_are_offered()
    {
        await using var server = await EventStoreDb.Emulator.EmulatorServer.StartAsync(cancel: TestContext.Current.CancellationToken);
        using var host = new ModuleHost();
        host.Run(
            """
            param($uri)
            Connect-EventStore $uri
            1 | Add-StreamEvent Account-9 Deposited | Out-Null
            $null = New-PersistentSubscription Account-1 mailer; $null = New-PersistentSubscription Account-2 audit; $null = New-PersistentSubscription -All watch
            """,
            server.ConnectionString).Succeeded();

        string Offered(string line) => string.Join(", ", host.Complete(line).Select(match => $"{match.CompletionText} ({match.ToolTip})"));

        Assert.Equal("'$all' (watch), Account-1 (mailer), Account-2 (audit)", Offered("Get-PersistentSubscription "));
        Assert.Equal("Account-2 (audit)", Offered("Remove-PersistentSubscription account-2"));
        Assert.Equal("audit (Account-2)", Offered("Receive-PersistentSubscription Account-2 "));
        Assert.Equal("watch ($all)", Offered("Resume-ParkedEvent -All -Group "));
        Assert.Equal("audit (Account-2), mailer (Account-1)", Offered("Get-PersistentSubscription Account-* "));
        Assert.Equal("Account-9 (Account-9)", Offered("New-PersistentSubscription Acc"));
        Assert.Equal("mailer (Account-1)", Offered("New-PersistentSubscription Account-9 m"));
        using var memory = new ModuleHost();
        memory.Run("New-Dog Fido | Out-Null");
        Assert.DoesNotContain(memory.Complete("Get-PersistentSubscription -Stream "), match => match.CompletionText.StartsWith("Account", StringComparison.Ordinal));
    }
}
