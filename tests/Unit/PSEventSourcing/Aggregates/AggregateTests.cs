using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Aggregates;

/// <summary>What one does with aggregates, on every store that there is.</summary>
public sealed class AggregateTests : IClassFixture<Servers>, IDisposable
{
    private readonly StoreHost _host;

    public AggregateTests(Servers servers)
    {
        _host = new StoreHost(servers);
        _host.Run(AggregateHost.Accounts).Succeeded();
    }

    public void Dispose() => _host.Dispose();

    [Theory]
    [EveryStore]
    public void An_aggregate_is_begun_changed_and_got_at_any_revision(string store)
    {
        _host.Connect(store);

        Assert.Equal(["0 Ada 0", "1 Ada 10", "2 Ada 7", "0 Ada 0", "1 Ada 10", "2 Ada 7"], _host.Run("""
            function Show { process { "$($_.Revision) $($_.Owner) $($_.State.Balance)" } }
            $account = New-Aggregate Account Opened @{ Owner = 'Ada' } -Id ~1
            $account | Show
            $account | Add-AggregateEvent Deposited @{ Amount = 10 } -PassThru | Show
            Add-AggregateEvent Account ~1 Withdrawn @{ Amount = 3 } -PassThru | Show
            0, 1 | ForEach-Object { Get-Aggregate Account ~1 -Revision $_ } | Show
            $account | Get-Aggregate | Show
            """).Succeeded().Lines);
    }

    [Theory]
    [EveryStore]
    public void Its_events_are_stored_as_those_of_a_class_are(string store)
    {
        _host.Connect(store);
        var stored = _host.Run("""
            New-Aggregate Account Opened @{ Owner = 'Ada' } -Id ~1 -CorrelationId c -CausationId d | Add-AggregateEvent account.deposited '{"Amount":1.50}'
            Get-StreamEvent Account-~1 | ForEach-Object { "$($_.Type) $([System.Text.Encoding]::UTF8.GetString($_.Raw)) $($_.IsJson) $($_.Id.Version)" }
            (Get-StreamEvent Account-~1)[0].Metadata | ForEach-Object { "$($_.'$correlationId') $($_.'$causationId') $([DateTimeOffset]::Parse($_.time) -le [DateTimeOffset]::Now)" }
            $second = (Get-StreamEvent Account-~1)[1]; $second.Metadata.'$correlationId' -eq $second.Id
            """).Succeeded().Lines;

        Assert.Equal(["""Account.Opened {"Owner":"Ada"} True 7""", """Account.Deposited {"Amount":1.50} True 7""", "c d True", "True"], stored);
    }

    [Theory]
    [EveryStore]
    public void Wildcards_find_aggregates_and_leave_out_what_is_deleted(string store)
    {
        _host.Connect(store);

        Assert.Equal(["a 0", "b 1", "b 1", "a 0"], _host.Run("""
            'a', 'b', 'c' | ForEach-Object { New-Aggregate Account Opened @{ Owner = $_ } -Id "~1-$_" | Out-Null }
            Add-AggregateEvent Account ~1-b Deposited @{ Amount = 1 }
            Remove-EventStream Account-~1-c -Confirm:$false
            Get-Aggregate Account ~1-* | ForEach-Object { "$($_.Owner) $($_.Balance)" }
            Get-Aggregate Account ~1-* -Revision 1 | ForEach-Object { "$($_.Owner) $($_.Balance)" }
            Get-Aggregate Account ~1-[a] | ForEach-Object { "$($_.Owner) $($_.Balance)" }
            """).Succeeded().Lines);
    }

    [Theory]
    [EveryStore]
    public void Two_who_add_to_the_same_revision_conflict_and_a_retry_goes_after_the_other(string store)
    {
        _host.Connect(store);
        var conflict = _host.Run("""
            $account = New-Aggregate Account Opened @{ Owner = 'Ada' } -Id ~1
            $account | Add-AggregateEvent Deposited @{ Amount = 1 }
            $account | Add-AggregateEvent Deposited @{ Amount = 2 }
            """);

        Assert.Equal("WrongExpectedRevision", conflict.ErrorId);
        Assert.Contains("is at revision 1, but revision 0 was expected", conflict.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["2 5"], _host.Run("$account | Add-AggregateEvent Deposited @{ Amount = 4 } -Retry -PassThru | ForEach-Object { \"$($_.Revision) $($_.Balance)\" }").Succeeded().Lines);
    }

    [Fact]
    public void The_id_of_another_aggregate_cannot_be_begun_again()
    {
        var again = _host.Run("New-Aggregate Account Opened @{ Owner = 'Ada' } -Id a | Out-Null; New-Aggregate Account Opened @{ Owner = 'Bob' } -Id a");

        Assert.Equal("AggregateAlreadyExists", again.ErrorId);
        Assert.Equal(["Ada"], _host.Run("(Get-Aggregate Account a).Owner").Lines);
    }

    [Fact]
    public void An_aggregate_is_got_as_it_was_at_a_time()
    {
        _host.Run("""
            Add-StreamEvent Account-a Account.Opened @{ Owner = 'Ada' } -Metadata @{ time = '2026-01-01T00:00:00Z' }
            Add-StreamEvent Account-a Account.Deposited @{ Amount = 1 } -Metadata @{ time = '2026-03-01T00:00:00Z' }
            Add-StreamEvent Account-a Account.Deposited @{ Amount = 2 } -Metadata @{ time = '2026-02-01T00:00:00Z' }
            Add-StreamEvent Account-a Account.Deposited @{ Amount = 4 }
            """).Succeeded();

        Assert.Equal(["0", "3", "7"], _host.Run("'2026-01-01T00:00Z', '2026-02-01T01:00+01:00', '2999-01-01' | ForEach-Object { (Get-Aggregate Account a -At $_).Balance }").Succeeded().Lines);
        Assert.Equal("AggregateRevisionNotFound", _host.Run("Get-Aggregate Account a -At 2025-12-31").ErrorId);
        Assert.Equal("AggregateNotFound", _host.Run("Get-Aggregate Account b -At 2025-12-31").ErrorId);
        Assert.Empty(_host.Run("Get-Aggregate Account * -At 2025-12-31").Succeeded().Lines);
    }

    [Fact]
    public void Dogs_are_aggregates_too()
    {
        Assert.Equal(["Fido roll over", "2 Dog.TrickAdded Tricks[1] = sit", "Fido 1"], _host.Run("""
            $dog = New-Dog Fido
            $dog | Add-Trick 'roll over'
            Get-Aggregate Dog * | ForEach-Object { "$($_.Name) $($_.Tricks)" }
            Add-AggregateEvent Dog $dog.Id TrickAdded @{ Trick = 'sit' }
            Get-AggregateHistory Dog $dog.Id | Where-Object Revision -eq 2 | ForEach-Object { "$($_.Revision) $($_.Type) $($_.Changes)" }
            Get-Dog $dog.Id -Revision 1 | ForEach-Object { "$($_.Name) $($_.Tricks.Count)" }
            """).Succeeded().Lines);
        Assert.Equal("InvalidEventData", _host.Run("$dog | Add-AggregateEvent -Aggregate Dog TrickAdded @{ Nothing = 1 }").ErrorId);
    }

    [Fact]
    public void What_if_writes_nothing()
    {
        _host.Run("New-Aggregate Account Opened @{ Owner = 'Ada' } -Id a -WhatIf").Succeeded();
        Assert.Equal("AggregateNotFound", _host.Run("Get-Aggregate Account a").ErrorId);

        _host.Run("New-Aggregate Account Opened @{ Owner = 'Ada' } -Id a | Add-AggregateEvent Deposited @{ Amount = 1 } -WhatIf").Succeeded();
        Assert.Equal(["0"], _host.Run("(Get-Aggregate Account a).Revision").Lines);
    }

    [Fact]
    public void An_error_is_about_its_input_and_the_next_goes_on()
    {
        var outcome = _host.Run("'a', 'c' | ForEach-Object { New-Aggregate Account Opened @{ Owner = $_ } -Id $_ } | Out-Null; ' ', 'a', 'b', 'c' | Get-Aggregate Account");

        Assert.Equal(["InvalidAggregateId", "AggregateNotFound"], outcome.ErrorIds);
        Assert.Equal(["Account a", "Account c"], outcome.Lines);
    }

    [Theory]
    [InlineData("Get-Aggregate Nothing", "AggregateNotRegistered")]
    [InlineData("New-Aggregate Account Closed", "UnknownAggregateEvent")]
    [InlineData("New-Aggregate Account Opened 'no json'", "InvalidEventData")]
    [InlineData("New-Aggregate Account Opened ([byte[]] 1)", "InvalidEventData")]
    [InlineData("New-Aggregate Account Opened -Id ''", "InvalidAggregateId")]
    [InlineData("Add-AggregateEvent Account a Deposited @{ Amount = 1 }", "AggregateNotFound")]
    [InlineData("Get-AggregateHistory Account a", "AggregateNotFound")]
    [InlineData("Compare-Aggregate Account a -Revision 0", "AggregateNotFound")]
    public void Errors_have_ids(string script, string id) => Assert.Equal(id, _host.Run(script).ErrorId);

    [Fact]
    public void A_revision_that_was_never_reached_is_an_error()
    {
        _host.Run("New-Aggregate Account Opened @{ Owner = 'Ada' } -Id a").Succeeded();

        Assert.Equal("AggregateRevisionNotFound", _host.Run("Get-Aggregate Account a -Revision 1").ErrorId);
        Assert.Equal("AggregateRevisionNotFound", _host.Run("Compare-Aggregate Account a -Revision 0 -With 7").ErrorId);
        Assert.Equal("AggregateRevisionNotFound", _host.Run("Compare-Aggregate Account a -Revision 7").ErrorId);
    }
}
