using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.PersistentSubscriptions;

public sealed class ParkedTests(Servers servers) : IClassFixture<Servers>
{
    public static IEnumerable<TheoryDataRow<string>> Kinds => GroupHost.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Parked_events_are_what_they_are_with_reason_and_time(string kind)
    {
        using var host = new GroupHost(servers, kind).WithEvents(3);
        host.Run("$before = [DateTimeOffset]::UtcNow.AddSeconds(-5); $null = New-PersistentSubscription $s g -From Start").Succeeded();
        Assert.Equal("", host.Told("Get-ParkedEvent $s g"));

        host.Run("Receive-PersistentSubscription $s g -Count 3 -Handler { if ($_.Revision -gt 0) { \"Park: because of $($_.Data.n)\" } }").Succeeded();
        await host.UntilAsync("2", "@(Get-ParkedEvent $s g).Count");

        Assert.Equal(
            ["1 Counted 1 True [because of 1] 0 Counted", "2 Counted 2 True [because of 2] 1 Counted"],
            host.Run("""
                Get-ParkedEvent $s g | ForEach-Object { "$($_.Revision) $($_.Type) $($_.Data.n) $($_.Parked -gt $before -and $_.Parked -lt [DateTimeOffset]::UtcNow.AddSeconds(5)) [$($_.Reason)] $($_.ParkedRevision) $($_.Event.Type)" }
                """).Succeeded().Lines);
        Assert.Equal("True", host.Told("(Get-ParkedEvent $s g)[0].Stream -eq $s"));
        Assert.Equal("2", host.Told("@(Get-PersistentSubscription $s | Get-ParkedEvent).Count"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Of_the_log_and_of_links_the_original_is_shown(string kind)
    {
        using var host = new GroupHost(servers, kind).WithEvents(1);
        host.Run("""
            $null = New-PersistentSubscription -All $s -From Start -StreamPrefix $s
            $null = Add-StreamEvent "$s-links" '$>' ([System.Text.Encoding]::UTF8.GetBytes("0@$s"))
            $null = New-PersistentSubscription "$s-links" g -From Start -ResolveLink
            Receive-PersistentSubscription -All $s -Count 1 -IdleTimeout 0:0:20 -Handler { 'Park: of all' }
            Receive-PersistentSubscription "$s-links" g -Count 1 -IdleTimeout 0:0:20 -Handler { 'Park: of a link' }
            """).Succeeded();
        await host.UntilAsync("1 1", "(Get-PersistentSubscription '$all' $s).Parked; (Get-PersistentSubscription \"$s-links\" g).Parked");

        Assert.Equal("True Counted 0 of all", host.Told("Get-ParkedEvent -All $s | ForEach-Object { \"$($_.Stream -eq $s) $($_.Type) $($_.Data.n) $($_.Reason)\" }"));
        Assert.Equal("True Counted 0 of a link", host.Told("Get-ParkedEvent \"$s-links\" g | ForEach-Object { \"$($_.Stream -eq $s) $($_.Type) $($_.Data.n) $($_.Reason)\" }"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task One_whose_event_is_gone_says_where_it_was(string kind)
    {
        using var host = new GroupHost(servers, kind).WithEvents(2);
        host.Run("$null = New-PersistentSubscription $s g -From Start; Receive-PersistentSubscription $s g -Count 2 -Handler { 'Park: late' }").Succeeded();
        await host.UntilAsync("2", "@(Get-ParkedEvent $s g).Count");

        host.Run("Set-EventStreamMetadata $s -TruncateBefore 1").Succeeded();

        Assert.Equal(
            ["True 0  late True", "True 1 Counted late False"],
            host.Run("Get-ParkedEvent $s g | ForEach-Object { \"$($_.Stream -eq $s) $($_.Revision) $($_.Type) $($_.Reason) $($null -eq $_.Event)\" }").Succeeded().Lines);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_first_of_them_are_resumed_time_and_again(string kind)
    {
        using var host = new GroupHost(servers, kind).WithEvents(7);
        host.Run("$null = New-PersistentSubscription $s g -From Start; Receive-PersistentSubscription $s g -Count 7 -Handler { 'Park' }").Succeeded();
        await host.UntilAsync("7", "(Get-PersistentSubscription $s g).Parked");
        const string parked = "Get-ParkedEvent $s g | ForEach-Object Revision";
        string Receive(int count) => host.Told($"Receive-PersistentSubscription $s g -Count {count} -IdleTimeout 0:0:20 | ForEach-Object {{ \"$($_.Revision)r$($_.RetryCount)\" }}");

        host.Run("Resume-ParkedEvent $s g -First 2").Succeeded();
        await host.UntilAsync("2 3 4 5 6", parked);
        Assert.Equal("0r0 1r0", Receive(2));

        host.Run("Resume-ParkedEvent $s g -First 1").Succeeded();
        await host.UntilAsync("3 4 5 6", parked);
        Assert.Equal("2r0", Receive(1));

        // Those that are parked again come last.
        host.Run("Resume-ParkedEvent $s g -First 1").Succeeded();
        host.Run("Receive-PersistentSubscription $s g -Count 1 -Handler { 'Park: once more' }").Succeeded();
        await host.UntilAsync("4 5 6 3", parked);
        host.Run("Resume-ParkedEvent $s g -First 2").Succeeded();
        await host.UntilAsync("6 3", parked);
        Assert.Equal("4r0 5r0", Receive(2));

        host.Run("Resume-ParkedEvent $s g -First 100").Succeeded();
        await host.UntilAsync("", parked);
        Assert.Equal("6r0 3r0", Receive(2));

        host.Run("Resume-ParkedEvent $s g -First 1; Resume-ParkedEvent $s g").Succeeded();
        Assert.Equal("", host.Told("Receive-PersistentSubscription $s g -IdleTimeout 0:0:0.5"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task All_are_resumed(string kind)
    {
        using var host = new GroupHost(servers, kind).WithEvents(5);
        host.Run("$null = New-PersistentSubscription $s g -From Start; Receive-PersistentSubscription $s g -Count 5 -Handler { 'Park' }").Succeeded();
        await host.UntilAsync("5", "(Get-PersistentSubscription $s g).Parked");

        host.Run("Get-PersistentSubscription $s | Resume-ParkedEvent").Succeeded();

        await host.UntilAsync("0", "(Get-PersistentSubscription $s g).Parked");
        Assert.Equal("0 1 2 3 4", host.Told("Receive-PersistentSubscription $s g -Count 5 | ForEach-Object Revision"));
    }
}
