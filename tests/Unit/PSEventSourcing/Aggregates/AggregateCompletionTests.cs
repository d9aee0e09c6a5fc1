using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Aggregates;

public sealed class AggregateCompletionTests : IDisposable
{
    private readonly ModuleHost _host = AggregateHost.WithAccounts();

    public AggregateCompletionTests() => _host.Run("New-Aggregate Account Opened -Id ada-1; New-Aggregate Account Opened -Id 'of Bob'; New-Dog Fido -Id fido").Succeeded();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Get-Aggregate ", "Account, Dog")]
    [InlineData("Get-AggregateHistory d", "Dog")]
    [InlineData("Unregister-Aggregate a", "Account")]
    [InlineData("Get-Aggregate Account ", "'of Bob', ada-1")]
    [InlineData("Get-Aggregate Account a", "ada-1")]
    [InlineData("Compare-Aggregate Dog -Id ", "fido")]
    [InlineData("Compare-Aggregate Account ada-1 -WithId 'of", "'of Bob'")]
    [InlineData("New-Aggregate Account ", "Deposited, Opened, Withdrawn")]
    [InlineData("New-Aggregate Dog t", "TrickAdded")]
    [InlineData("Add-AggregateEvent Account ada-1 ", "Deposited, Opened, Withdrawn")]
    [InlineData("Add-AggregateEvent Account ", "'of Bob', ada-1")]
    [InlineData("$account | Add-AggregateEvent D", "Deposited")]
    public void Offers_names_ids_and_events(string line, string offered) =>
        Assert.Equal(offered, string.Join(", ", _host.Complete(line).Select(match => match.CompletionText)));

    [Theory]
    [InlineData("Get-Aggregate Nothing no-such-")]
    [InlineData("New-Aggregate Nothing no-such-")]
    public void Offers_nothing_of_what_is_not_registered(string line) =>
        Assert.DoesNotContain(_host.Complete(line), match => match.ToolTip.Contains("Account", StringComparison.Ordinal));
}
