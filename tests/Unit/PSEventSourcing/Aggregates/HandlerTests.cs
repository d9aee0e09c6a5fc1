using System.Management.Automation;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Aggregates;

/// <summary>Script blocks as handlers of events.</summary>
public sealed class HandlerTests : IDisposable
{
    private readonly ModuleHost _host = AggregateHost.WithAccounts();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("$state.Count += 1; $state.count += 1", "Count", "2")]
    [InlineData("$state.Keys = 1; $state.Values = 2; $state['Item'] = 3", "Item", "3")]
    [InlineData("$state.List += @('a'); $state.List += 'b'", "List", "a b")]
    [InlineData("$state.Items ??= @{}; $state.Items[$e.Owner] = 5", "Items.Ada", "5")]
    [InlineData("$state.Nested = [pscustomobject]@{ Deep = @{ Deeper = 7 } }; $state.Nested.Deep.Deeper++", "Nested.Deep.Deeper", "8")]
    [InlineData("Set-StrictMode -Version 3; $state.Seen = $null -eq $state.Nothing", "Seen", "True")]
    [InlineData("$state.Type = $args[0].Type", "Type", "Account.Opened")]
    public void A_state_takes_any_property(string handler, string property, string value)
    {
        _host.Run($$"""Register-Aggregate Account @{ Opened = { param($state, $e) {{handler}} } }; $account = New-Aggregate Account Opened @{ Owner = 'Ada' }""").Succeeded();

        Assert.Equal([value], _host.Run($"\"$($account.State.{property})\"").Succeeded().Lines);
    }

    [Fact]
    public void Handlers_see_the_script_they_were_written_in()
    {
        Assert.Equal(["12"], _host.Run("""
            $rate = 2
            function Get-Interest($amount) { $amount * $rate }
            Register-Aggregate Loan @{ Taken = { param($state, $e) 'noise'; $state.Due = $e.Amount + (Get-Interest $e.Amount) } }
            (New-Aggregate Loan Taken @{ Amount = 4 }).Due
            """).Succeeded().Lines);
    }

    [Fact]
    public void An_error_in_a_handler_names_the_event_and_where_the_script_went_wrong()
    {
        _host.Run("New-Aggregate Account Opened @{ Owner = 'Ada' } -Id a").Succeeded();
        var outcome = _host.Run("Add-AggregateEvent Account a Withdrawn @{ Amount = 1 }");

        Assert.Equal("EventHandlerFailed", outcome.ErrorId);
        Assert.Contains("The aggregate Account with the id 'a' cannot take in the event Account.Withdrawn at revision 1: overdrawn", outcome.Error.ToString(), StringComparison.Ordinal);
        Assert.Contains("At line:4 char:", outcome.Error.ToString(), StringComparison.Ordinal);
        Assert.Contains("throw 'overdrawn'", Assert.IsType<RuntimeException>(outcome.Error.Exception.InnerException, exactMatch: false).ErrorRecord.InvocationInfo.PositionMessage, StringComparison.Ordinal);
        Assert.Equal(["0"], _host.Run("(Get-Aggregate Account a).Revision").Lines);
    }

    [Theory]
    [InlineData("$null.Method(); $state.After = 1")]
    [InlineData("Get-Command no-such-command; $state.After = 1")]
    [InlineData("Get-Dog nobody; $state.After = 1")]
    [InlineData("$state.X = 1 / 0; $state.After = 1")]
    [InlineData("break")]
    public void No_error_in_a_handler_is_passed_over(string handler)
    {
        var outcome = _host.Run($$"""Register-Aggregate Account @{ Opened = { param($state, $e) {{handler}} } }; New-Aggregate Account Opened; 'next'""");

        Assert.Equal("EventHandlerFailed", outcome.ErrorId);
        Assert.Equal(["next"], outcome.Lines);
    }

    [Fact]
    public void A_stored_event_without_a_handler_is_an_error_that_says_what_to_do()
    {
        _host.Run("New-Aggregate Account Opened @{ Owner = 'Ada' } -Id a; Add-StreamEvent Account-a Account.Frozen").Succeeded();
        var outcome = _host.Run("Get-Aggregate Account a");

        Assert.Equal("UnhandledEvent", outcome.ErrorId);
        Assert.Equal("Account-a", outcome.Error.TargetObject);
        Assert.Equal(
            "The event at revision 1 of 'Account-a' is of the type 'Account.Frozen', which the aggregate Account has nothing for. Register the aggregate again, with a handler for 'Account.Frozen' (one that does nothing, if the event changes no state).",
            outcome.Error.ToString());
        Assert.Equal(["0"], _host.Run("(Get-Aggregate Account a -Revision 0).Balance").Succeeded().Lines);
    }

    [Fact]
    public void Events_that_others_have_named_are_registered_in_full()
    {
        Assert.Equal(["1"], _host.Run("""
            Register-Aggregate Order @{ 'Shop.OrderPlaced' = { param($state, $e) $state.Total = $e.total } }
            Add-StreamEvent Order-1 Shop.OrderPlaced '{"total":1}' | Out-Null
            (Get-Aggregate Order 1).Total
            """).Succeeded().Lines);
    }

    [Fact]
    public void A_state_that_was_put_out_never_changes()
    {
        Assert.Equal(["a", "a b", "1", "2"], _host.Run("""
            Register-Aggregate Log @{ Said = { param($state, $e)
                $state.Words ??= [System.Collections.ArrayList]::new(); [void] $state.Words.Add($e.Word)
                $state.Seen ??= @{}; $state.Seen[$e.Word] = $true } }
            $first = New-Aggregate Log Said @{ Word = 'a' } -Id l
            $first | Add-AggregateEvent Said @{ Word = 'b' }
            $history = Get-AggregateHistory Log l
            $history.State | ForEach-Object { "$($_.Words)" }
            $history.State | ForEach-Object { @($_.Seen.PSObject.Properties).Count }
            """).Succeeded().Lines);
    }

    [Fact]
    public void A_state_that_holds_itself_is_shown_as_far_as_it_goes()
    {
        _host.Run("Register-Aggregate Loop @{ Begun = { param($state, $e) $state.Me = @{}; $state.Me.Me = $state.Me } }; New-Aggregate Loop Begun").Succeeded();
    }
}
