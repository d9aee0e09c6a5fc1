using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Aggregates;

/// <summary>Classes written in PowerShell. Those of .NET are tested with dogs.</summary>
public sealed class ClassTests : IDisposable
{
    private const string Account = """
        [EventSourcing.Domain.EventTypeAttribute('Account.Opened')]
        class Opened { [string] $Owner }

        [EventSourcing.Domain.EventTypeAttribute('Account.Deposited')]
        class Deposited { [decimal] $Amount }

        class Account : EventSourcing.Domain.Aggregate {
            [string] $Owner
            [decimal] $Balance
            hidden [System.Threading.Thread] $Thread = [System.Threading.Thread]::CurrentThread

            hidden [void] Apply([Opened] $e) { $this.Owner = $e.Owner }

            hidden [void] Apply([Deposited] $e) {
                if ($e.Amount -lt 0) { throw 'negative' }
                if ($this.Thread -ne [System.Threading.Thread]::CurrentThread) { throw 'another thread' }
                $this.Balance += $e.Amount
            }
        }

        Register-Aggregate -Type ([Account])
        """;

    private readonly ModuleHost _host = new();

    public ClassTests() => _host.Run(Account).Succeeded();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void A_PowerShell_class_is_folded_on_the_thread_of_its_runspace()
    {
        Assert.Equal(["Ada 0", "Ada 12", "1..3: Balance: 0 → 5, Balance: 5 → 10, Balance: 10 → 12"], _host.Run("""
            $account = New-Aggregate Account Opened @{ Owner = 'Ada' }
            "$($account.Owner) $($account.Balance)"
            5, 5, 2 | ForEach-Object { Add-AggregateEvent Account $account.Id Deposited @{ Amount = $_ } }
            Get-Aggregate Account * | ForEach-Object { "$($_.Owner) $($_.Balance)" }
            "1..3: " + ((Get-AggregateHistory Account $account.Id | Where-Object Revision -gt 0).Changes -join ', ')
            """).Succeeded().Lines);
    }

    [Fact]
    public void Its_events_are_stored_under_the_names_of_their_attributes()
    {
        Assert.Equal(["Account.Opened", "Account.Deposited"], _host.Run("""
            New-Aggregate Account Opened @{ Owner = 'Ada' } -Id a | Add-AggregateEvent Deposited @{ Amount = 1 }
            (Get-StreamEvent Account-a).Type
            """).Succeeded().Lines);
    }

    [Fact]
    public void An_error_in_it_keeps_the_position_in_the_script()
    {
        var outcome = _host.Run("New-Aggregate Account Opened @{ Owner = 'Ada' } -Id a | Add-AggregateEvent Deposited @{ Amount = -1 }");

        Assert.Equal("EventHandlerFailed", outcome.ErrorId);
        Assert.Contains("cannot take in the event Account.Deposited at revision 1: negative", outcome.Error.ToString(), StringComparison.Ordinal);
        Assert.Contains("throw 'negative'", outcome.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_that_it_does_not_apply_is_an_error()
    {
        _host.Run("New-Aggregate Account Opened @{ Owner = 'Ada' } -Id a; Add-StreamEvent Account-a Account.Frozen @{}").Succeeded();
        var outcome = _host.Run("Get-Aggregate Account a");

        Assert.Equal("UnhandledEvent", outcome.ErrorId);
        Assert.Contains("Give Account an Apply for the class of that event.", outcome.Error.ToString(), StringComparison.Ordinal);
    }
}
