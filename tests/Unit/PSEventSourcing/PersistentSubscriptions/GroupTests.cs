using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.PersistentSubscriptions;

public sealed class GroupTests(Servers servers) : IClassFixture<Servers>
{
    private const string Settings = """
        ForEach-Object { "$($_.From) $($_.ResolveLink) $($_.ExtraStatistics) $($_.MessageTimeout) $($_.MaxRetryCount) $($_.CheckpointAfter) $($_.MinCheckpointCount) $($_.MaxCheckpointCount) $($_.MaxSubscriberCount) $($_.LiveBufferSize) $($_.ReadBatchSize) $($_.HistoryBufferSize) $($_.ConsumerStrategy)" }
        """;

    private const string Given =
        "-From 3 -ResolveLink -ExtraStatistics -MessageTimeout 0:0:45 -MaxRetryCount 4 -CheckpointAfter 0:0:7 -MinCheckpointCount 5 -MaxCheckpointCount 50 -MaxSubscriberCount 6 -LiveBufferSize 70 -ReadBatchSize 8 -HistoryBufferSize 90 -ConsumerStrategy Pinned";

    public static IEnumerable<TheoryDataRow<string>> Kinds => GroupHost.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_new_one_has_the_defaults_of_the_help(string kind)
    {
        using var host = new GroupHost(servers, kind);

        Assert.Equal("End False False 00:00:30 10 00:00:02 10 1000 0 500 20 500 RoundRobin", host.Told($"New-PersistentSubscription $s g | {Settings}"));
        Assert.Equal("End False False 00:00:30 10 00:00:02 10 1000 0 500 20 500 RoundRobin", host.Told($"New-PersistentSubscription -All \"$s-all\" | {Settings}"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_setting_is_what_was_given(string kind)
    {
        using var host = new GroupHost(servers, kind);

        const string asGiven = "3 True True 00:00:45 4 00:00:07 5 50 6 70 8 90 Pinned";
        Assert.Equal(asGiven, host.Told($"New-PersistentSubscription $s g {Given} | {Settings}"));
        Assert.Equal(asGiven, host.Told($"Get-PersistentSubscription $s g | {Settings}"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_change_leaves_alone_what_is_not_given(string kind)
    {
        using var host = new GroupHost(servers, kind);
        host.Run($"New-PersistentSubscription $s g {Given}").Succeeded();

        Assert.Equal("", host.Told("Set-PersistentSubscription $s g -MaxRetryCount 9"));
        Assert.Equal("3 True True 00:00:45 9 00:00:07 5 50 6 70 8 90 Pinned", host.Told($"Get-PersistentSubscription $s g | {Settings}"));
        Assert.Equal("End False True 00:00:00 9 00:00:07 5 50 6 70 8 90 RoundRobin", host.Told(
            $"Get-PersistentSubscription $s | Set-PersistentSubscription -From End -ResolveLink:$false -MessageTimeout 0 -ConsumerStrategy RoundRobin -PassThru | {Settings}"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_the_log_a_change_keeps_the_place_and_the_filter(string kind)
    {
        using var host = new GroupHost(servers, kind);
        host.Run("""
            $null = Add-StreamEvent "$s-a" Counted 1; $null = Add-StreamEvent "$s-b" Counted 2
            $begin = (Get-StreamEvent "$s-a").Position
            $null = New-PersistentSubscription -All $s -From $begin -StreamPrefix "$s-b"
            Set-PersistentSubscription '$all' $s -MaxRetryCount 3
            """).Succeeded();

        Assert.Equal("True 3", host.Told("""$g = Get-PersistentSubscription '$all' $s; "$($g.From -eq "$begin") $($g.MaxRetryCount)" """));
        Assert.Equal("2", host.Told("Receive-PersistentSubscription -All $s -Count 1 | ForEach-Object Data"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Streams_and_groups_are_found_by_wildcards(string kind)
    {
        using var host = new GroupHost(servers, kind);
        host.Run("""
            "$s-1", "$s-2" | ForEach-Object { $null = New-PersistentSubscription $_ red; $null = New-PersistentSubscription $_ blue }
            $null = New-PersistentSubscription -All "$s-red"
            """).Succeeded();

        Assert.Equal("1::blue 1::red 2::blue 2::red", host.Told("Get-PersistentSubscription \"$s-*\" | ForEach-Object { \"$_\".Substring($s.Length + 1) }"));
        Assert.Equal("blue red", host.Told("Get-PersistentSubscription \"$s-1\" | ForEach-Object Group"));
        Assert.Equal("2", host.Told("(Get-PersistentSubscription \"$s-*\" r*).Count"));
        Assert.Equal("1", host.Told("@(Get-PersistentSubscription \"$s-2\" red).Count"));
        Assert.Equal("$all", host.Told("(Get-PersistentSubscription * \"$s-r*\").Stream"));
        Assert.Equal("", host.Told("Get-PersistentSubscription \"$s-*\" red | Remove-PersistentSubscription -Confirm:$false"));
        Assert.Equal("blue blue", host.Told("Get-PersistentSubscription \"$s-*\" | ForEach-Object Group"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_lag_is_what_comes_after_the_last_checkpoint(string kind)
    {
        using var host = new GroupHost(servers, kind).WithEvents(40);
        host.Run("""
            $null = New-PersistentSubscription $s slow -From Start -ReadBatchSize 1 -HistoryBufferSize 2
            $null = New-PersistentSubscription $s quick -From 10 -MinCheckpointCount 0 -MaxCheckpointCount 1
            $null = New-PersistentSubscription $s end
            $null = New-PersistentSubscription "$s-none" none -From Start
            $null = New-PersistentSubscription -All $s -From Start -StreamPrefix $s
            """).Succeeded();

        // Its buffer takes two events, and the others are counted all the same.
        Assert.Equal("40 30  0 ", host.Told("foreach ($one in 'slow', 'quick', 'end') { \"$((Get-PersistentSubscription $s $one).Lag)\" }; (Get-PersistentSubscription \"$s-none\").Lag; \"$((Get-PersistentSubscription '$all' $s).Lag)\""));

        host.Run("Receive-PersistentSubscription $s quick -Count 30 | Out-Null").Succeeded();
        await host.UntilAsync("0 39", "$g = Get-PersistentSubscription $s quick; \"$($g.Lag) $($g.LastCheckpoint)\"");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_the_log_events_are_chosen_by_one_filter(string kind)
    {
        using var host = new GroupHost(servers, kind);
        host.Run("""
            $begin = (Add-StreamEvent "$s-x" "Start-$s" 0).Position
            $null = Add-StreamEvent "$s-a" "One-$s" 1; $null = Add-StreamEvent "$s-b" "Two-$s" 2; Set-EventStreamMetadata "$s-a" -MaxCount 9
            $null = New-PersistentSubscription -All "$s-1" -From $begin -StreamPrefix "no-$s", "$s-a"
            $null = New-PersistentSubscription -All "$s-2" -From $begin -StreamPattern "^$s-[bc]$"
            $null = New-PersistentSubscription -All "$s-3" -From $begin -TypePrefix One-, "No-$s"
            $null = New-PersistentSubscription -All "$s-4" -From $begin -TypePattern "^T.*$s$"
            $null = New-PersistentSubscription -All "$s-5" -From $begin
            $null = New-PersistentSubscription -All "$s-6" -From $begin -IncludeSystem
            """).Succeeded();

        var first = Enumerable.Range(1, 4).Select(i => host.Told($"Receive-PersistentSubscription -All \"$s-{i}\" -Count 1 | ForEach-Object Data"));
        Assert.Equal(["1", "2", "1", "2"], first);
        string Types(int group) => string.Join(' ', host.Run($"Receive-PersistentSubscription -All \"$s-{group}\" -IdleTimeout 0:0:4 | Where-Object Stream -like \"*$s-?\" | ForEach-Object {{ $_.Type.Replace($s, '') }}").Succeeded().Lines.Order(StringComparer.Ordinal));
        Assert.Equal("One- Start- Two-", Types(5));
        Assert.Equal("$metadata One- Start- Two-", Types(6));
    }
}
