using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.PersistentSubscriptions;

public sealed class GroupErrorTests(Servers servers) : IClassFixture<Servers>
{
    public static IEnumerable<TheoryDataRow<string>> Kinds => GroupHost.Kinds;

    [Theory]
    [InlineData("New-PersistentSubscription $s g -ReadBatchSize 20 -HistoryBufferSize 20", "ReadBatchSize (20) must be below HistoryBufferSize (20)")]
    [InlineData("New-PersistentSubscription $s g -From C:5/P:5", "'C:5/P:5' is no place to begin at. Use Start, End, or a revision of the stream")]
    [InlineData("New-PersistentSubscription -All $s -From first", "'first' is no place to begin at. Use Start, End, or a position in the log")]
    [InlineData("New-PersistentSubscription -All $s -StreamPattern '('", "A pattern is no regular expression")]
    [InlineData("New-PersistentSubscription -All $s -StreamPrefix a -TypePrefix b", "The server takes one filter")]
    [InlineData("Set-PersistentSubscription $s old", "No setting was given")]
    [InlineData("Set-PersistentSubscription $s old -ConsumerStrategy PinnedByCorrelation", "only when a persistent subscription is created")]
    [InlineData("Set-PersistentSubscription $s old -ReadBatchSize 500", "ReadBatchSize (500) must be below HistoryBufferSize (500)")]
    [InlineData("Set-PersistentSubscription $s pinned -MaxRetryCount 3", "It has the strategy PinnedByCorrelation, which a change would not keep")]
    public void What_cannot_be_is_refused_and_changes_nothing(string script, string why)
    {
        using var host = new GroupHost(servers, "emulator");
        host.Run("$null = New-PersistentSubscription $s old; $null = New-PersistentSubscription $s pinned -ConsumerStrategy PinnedByCorrelation");
        const string all = "Get-PersistentSubscription | Where-Object { $_.Stream -eq $s -or $_.Group -eq $s } | ForEach-Object { \"$_ $($_.MaxRetryCount) $($_.ReadBatchSize)\" }";
        var before = host.Told(all);

        var error = host.Run(script).Error;

        Assert.StartsWith("InvalidPersistentSubscription,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(why, error.ToString(), StringComparison.Ordinal);
        Assert.NotNull(error.TargetObject);
        Assert.Equal(before, host.Told(all));
    }

    [Theory]
    [InlineData("New-PersistentSubscription $s g -MaxRetryCount -1")]
    [InlineData("New-PersistentSubscription $s g -HistoryBufferSize 0")]
    [InlineData("New-PersistentSubscription $s ''")]
    [InlineData("New-PersistentSubscription $s g -ConsumerStrategy Fair")]
    [InlineData("New-PersistentSubscription $s g -StreamPrefix a")]
    [InlineData("Set-PersistentSubscription '$all' g -StreamPrefix a")]
    [InlineData("Receive-PersistentSubscription $s g -BufferSize 0")]
    [InlineData("Receive-PersistentSubscription $s g -Count 0")]
    [InlineData("Resume-ParkedEvent $s g -First 0")]
    public void What_no_server_takes_does_not_even_begin(string script)
    {
        using var host = new GroupHost(servers, "emulator");

        var outcome = host.Run(script);

        Assert.IsAssignableFrom<System.Management.Automation.ParameterBindingException>(outcome.Error.Exception);
        Assert.Equal("", host.Told("Get-PersistentSubscription | Where-Object Stream -eq $s"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void One_that_is_not_there_is_an_error_and_the_next_goes_on(string kind)
    {
        using var host = new GroupHost(servers, kind).WithEvents(1);
        host.Run("$null = New-PersistentSubscription $s g -From Start").Succeeded();
        host.Run("""
            $both = [pscustomobject]@{ Stream = $s; Group = 'no' }, [pscustomobject]@{ Stream = $s; Group = 'g' }
            """);

        foreach (var script in new[]
        {
            "$both | Get-PersistentSubscription | ForEach-Object Group",
            "$both | Receive-PersistentSubscription -Count 1 | ForEach-Object { 'g' }",
            "$both | Get-ParkedEvent; 'g'",
            "$both | Resume-ParkedEvent; 'g'",
            "($both | Set-PersistentSubscription -MaxRetryCount 3 -PassThru).Group",
            "$both | Remove-PersistentSubscription -Confirm:$false; 'g'",
        })
        {
            var outcome = host.Run(script);

            Assert.StartsWith("PersistentSubscriptionNotFound,", outcome.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Equal(host.Run("$s").Lines[0], outcome.Error.TargetObject);
            Assert.Contains("'no'", outcome.Error.ToString(), StringComparison.Ordinal);
            Assert.Equal(["g"], outcome.Lines);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void One_that_is_there_already_is_an_error(string kind)
    {
        using var host = new GroupHost(servers, kind);
        host.Run("$null = New-PersistentSubscription $s g").Succeeded();

        var outcome = host.Run("[pscustomobject]@{ Stream = $s }, [pscustomobject]@{ Stream = \"$s-2\" } | New-PersistentSubscription -Group g | ForEach-Object Group");

        Assert.StartsWith("PersistentSubscriptionAlreadyExists,", outcome.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["g"], outcome.Lines);
    }

    [Theory]
    [InlineData("New-PersistentSubscription '' g")]
    [InlineData("Get-PersistentSubscription '' g")]
    [InlineData("Receive-PersistentSubscription '' g")]
    [InlineData("Remove-PersistentSubscription '' g -Confirm:$false")]
    public void An_empty_name_is_no_stream(string script)
    {
        using var host = new GroupHost(servers, "emulator");

        Assert.StartsWith("EmptyStreamName,", host.Run(script).Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("New-PersistentSubscription a g")]
    [InlineData("Get-PersistentSubscription")]
    [InlineData("Receive-PersistentSubscription a g")]
    [InlineData("Reset-PersistentSubscription -Confirm:$false")]
    public void Another_store_has_none(string script)
    {
        using var host = new ModuleHost();

        var outcome = host.Run($"New-Dog Fido | Out-Null; {script}");

        Assert.StartsWith("NotAServer,", outcome.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_if_changes_nothing(string kind)
    {
        using var host = new GroupHost(servers, kind).WithEvents(2);
        host.Run("$null = New-PersistentSubscription $s g -From Start; Receive-PersistentSubscription $s g -Count 2 -Handler { 'Park' }").Succeeded();
        const string state = "Get-PersistentSubscription $s | ForEach-Object { \"$($_.Group) $($_.MaxRetryCount) $($_.Parked)\" }";
        await host.UntilAsync("g 10 2", state);

        host.Run("""
            New-PersistentSubscription $s h -WhatIf
            Set-PersistentSubscription $s g -MaxRetryCount 3 -WhatIf
            Resume-ParkedEvent $s g -WhatIf
            Resume-ParkedEvent $s g -First 1 -WhatIf
            Reset-PersistentSubscription -WhatIf
            Remove-PersistentSubscription $s g -WhatIf
            """).Succeeded();

        Assert.Equal("g 10 2", host.Told(state));
    }

    [Fact]
    public void A_user_without_rights_is_denied()
    {
        using var admin = new GroupHost(servers, "emulator with TLS");
        admin.Run("$null = New-PersistentSubscription $s g").Succeeded();
        using var host = new ModuleHost();
        host.Run("param($uri, $authority) Connect-EventStore $uri -RootCertificate $authority", servers.Secure, servers.Authority);
        var stream = admin.Run("$s").Lines[0];

        foreach (var script in new[] { $"New-PersistentSubscription {stream} h", $"Set-PersistentSubscription {stream} g -MaxRetryCount 1", $"Remove-PersistentSubscription {stream} g -Confirm:$false", $"Resume-ParkedEvent {stream} g", "Reset-PersistentSubscription -Confirm:$false" })
            Assert.Matches("^(AccessDenied|NotAuthenticated),", host.Run(script).Error.FullyQualifiedErrorId);
        Assert.Equal("g", admin.Told("(Get-PersistentSubscription $s).Group"));
    }
}
