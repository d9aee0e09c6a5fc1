using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.PersistentSubscriptions;

public sealed class ReceiveTests(Servers servers) : IClassFixture<Servers>
{
    public static IEnumerable<TheoryDataRow<string>> Kinds => GroupHost.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_was_put_out_is_acknowledged(string kind)
    {
        using var host = new GroupHost(servers, kind).WithEvents(10);
        host.Run("$null = New-PersistentSubscription $s g -From Start").Succeeded();

        Assert.Equal("0 1 2 3", host.Told("Receive-PersistentSubscription $s g -Count 4 | ForEach-Object { $_.Data.n }"));
        Assert.Equal("4 5 6 7 8 9", host.Told("Receive-PersistentSubscription $s g -Count 6 -BufferSize 1 | ForEach-Object { $_.Data.n }"));
        Assert.Equal("0 0", host.Told("$g = Get-PersistentSubscription $s g; $g.InFlight; $g.Retrying"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_event_is_as_it_is_read_from_its_stream(string kind)
    {
        using var host = new GroupHost(servers, kind).WithEvents(1);
        host.Run("$null = New-PersistentSubscription $s g -From Start").Succeeded();

        host.Run("$received = Receive-PersistentSubscription $s g -Count 1; $read = Get-StreamEvent $s").Succeeded();

        Assert.Equal("True 0", host.Told("\"$(\"$received $($received.Id) $($received.Created) $($received.Data)\" -eq \"$read $($read.Id) $($read.Created) $($read.Data)\") $($received.RetryCount)\""));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_handler_decides_about_each_event(string kind)
    {
        using var host = new GroupHost(servers, kind).WithEvents(6);
        host.Run("$null = New-PersistentSubscription $s g -From Start").Succeeded();

        var outcome = host.Run("""
            Receive-PersistentSubscription $s g -Count 7 -BufferSize 1 -PassThru -Handler {
                param($e)
                switch ($e.Data.n) { 0 { } 1 { 'ack' } 2 { 'Park' } 3 { 'Park: no address: yet' } 4 { if ($e.RetryCount) { 'Skip' } else { 'Retry' } } 5 { $null } }
            } | ForEach-Object { "$($_.Revision) $($_.Answer) $($_.RetryCount) $($_.IsTold)" }
            """).Succeeded();

        Assert.Equal(["0 Ack 0 True", "1 Ack 0 True", "2 Park 0 True", "3 Park 0 True", "4 Retry 0 True"], outcome.Lines.Take(5));
        Assert.Equal(["4 Skip 1 True", "5 Ack 0 True"], outcome.Lines.Skip(5).Order(StringComparer.Ordinal));
        await host.UntilAsync("0 0 2", "$g = Get-PersistentSubscription $s g; \"$($g.InFlight) $($g.Retrying) $($g.Parked)\"");
        Assert.Equal(["2 No reason was given.", "3 no address: yet"], host.Run("Get-ParkedEvent $s g | ForEach-Object { \"$($_.Revision) $($_.Reason)\" }").Succeeded().Lines);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_handler_that_fails_has_the_event_come_again_until_it_is_parked(string kind)
    {
        using var host = new GroupHost(servers, kind).WithEvents(2);
        host.Run("$null = New-PersistentSubscription $s g -From Start -MaxRetryCount 2").Succeeded();

        var outcome = host.Run("Receive-PersistentSubscription $s g -Count 4 -Handler { param($e) if ($e.Data.n -eq 0) { throw 'out of order' } }");

        Assert.False(outcome.Ended);
        Assert.Equal(3, outcome.Errors.Count);
        var stream = host.Run("$s").Lines[0];
        Assert.All(outcome.Errors, error =>
        {
            Assert.StartsWith("ReceiveHandlerFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains($"{stream}@0 Counted", error.ToString(), StringComparison.Ordinal);
            Assert.Contains("out of order", error.ToString(), StringComparison.Ordinal);
            Assert.Equal(stream, error.TargetObject);
        });
        await host.UntilAsync("1", "(Get-PersistentSubscription $s g).Parked");
        Assert.Contains("Reached retry count", host.Told("(Get-ParkedEvent $s g).Reason"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'Nack'", "'Nack'")]
    [InlineData("1", "'1'")]
    [InlineData("'Ack', 'Park'", "with 2 objects")]
    [InlineData("$true", "'True'")]
    [InlineData("''", "''")]
    public void What_is_no_answer_is_an_error_and_a_retry(string answer, string said)
    {
        using var host = new GroupHost(servers, "emulator").WithEvents(1);
        host.Run("$null = New-PersistentSubscription $s g -From Start").Succeeded();

        var outcome = host.Run($"Receive-PersistentSubscription $s g -Count 2 -PassThru -Handler {{ if ($_.RetryCount -eq 0) {{ {answer} }} }} | ForEach-Object Answer");

        Assert.StartsWith("UnknownAnswer,", outcome.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"answered {said} for the event", outcome.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["Retry", "Ack"], outcome.Lines);
    }

    [Fact]
    public void Errors_that_a_handler_only_writes_are_shown_and_change_nothing()
    {
        using var host = new GroupHost(servers, "emulator").WithEvents(2);
        host.Run("$null = New-PersistentSubscription $s g -From Start").Succeeded();

        var outcome = host.Run("Receive-PersistentSubscription $s g -Count 2 -PassThru -Handler { $ExecutionContext.InvokeCommand.InvokeScript('Get-Item nothing-here'); Write-Error 'a pity'; Write-Warning 'careful' } | ForEach-Object Answer");

        Assert.Equal(["Ack", "Ack"], outcome.Lines);
        Assert.NotEmpty(outcome.Errors);
        Assert.DoesNotContain(outcome.Errors, error => error.FullyQualifiedErrorId.StartsWith("ReceiveHandlerFailed", StringComparison.Ordinal));
    }

    [Fact]
    public void It_ends_quietly_when_the_time_is_over()
    {
        using var host = new GroupHost(servers, "emulator").WithEvents(3);
        host.Run("$null = New-PersistentSubscription $s g -From Start").Succeeded();

        // The time of idleness does not run while the pipeline works.
        Assert.Equal("0 1 2", host.Told("Receive-PersistentSubscription $s g -BufferSize 1 -IdleTimeout 0:0:0.5 | ForEach-Object { [System.Threading.Thread]::Sleep(700); $_.Data.n }"));
        host.WithEvents(3);
        // The whole time does, and the event in hand is finished.
        Assert.Equal("0", host.Told("Receive-PersistentSubscription $s g -BufferSize 1 -Timeout 0:0:0.5 | ForEach-Object { [System.Threading.Thread]::Sleep(700); $_.Data.n }"));
        Assert.Equal("1 2", host.Told("Receive-PersistentSubscription $s g -IdleTimeout 0:0:2 | ForEach-Object { $_.Data.n }"));
        Assert.Equal("", host.Told("Receive-PersistentSubscription $s g -Timeout 0:0:0.3"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_reader_shows_among_the_connections_and_is_dropped_by_a_change(string kind)
    {
        using var host = new GroupHost(servers, kind).WithEvents(1);
        host.Run("$null = New-PersistentSubscription $s g -From Start -MaxSubscriberCount 1 -ExtraStatistics").Succeeded();
        using var reader = host.Another();
        using var reading = reader.Host.Script("Receive-PersistentSubscription $s g | Out-Null");
        var running = reading.InvokeAsync();
        await host.UntilAsync("1 10 1", "$c = (Get-PersistentSubscription $s g).Connections; \"$($c.Count) $($c.AvailableSlots) $($c.TotalItems)\"");

        Assert.StartsWith("MaximumSubscribersReached,", host.Run("Receive-PersistentSubscription $s g").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        host.Run("Set-PersistentSubscription $s g -MaxRetryCount 3").Succeeded();
        await running.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.StartsWith("PersistentSubscriptionDropped,", Assert.Single(reading.Streams.Error).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_restart_drops_all_readers_and_loses_nothing()
    {
        using var host = new GroupHost(servers, "emulator").WithEvents(3);
        host.Run("$null = New-PersistentSubscription $s g -From Start").Succeeded();

        host.Run("Reset-PersistentSubscription -Confirm:$false").Succeeded();

        Assert.Equal("0 1 2", host.Told("Receive-PersistentSubscription $s g -Count 3 | ForEach-Object { $_.Data.n }"));
    }
}
