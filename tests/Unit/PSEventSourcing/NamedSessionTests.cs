using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests;

public sealed class NamedSessionTests : IDisposable
{
    private readonly ModuleHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void A_session_is_used_by_its_name()
    {
        _host.Run("Connect-EventStore -Name school -Path :memory:; Connect-EventStore -Name archive -Path :memory:; New-Dog Fido -Session School | Out-Null").Succeeded();

        Assert.Empty(_host.Run("Get-Dog").Succeeded().Output);
        Assert.Equal(["Fido"], _host.Run("Get-Dog -Session school").Succeeded().Lines);
        Assert.Equal(["school", "archive"], _host.Run("(Get-EventStore).Name").Succeeded().Lines);
        Assert.Equal(["school"], _host.Run("(Get-EventStore school).Name").Succeeded().Lines);
        Assert.Equal(["archive"], _host.Run("(Get-EventStore | Where-Object IsDefault).Name").Succeeded().Lines);
    }

    [Fact]
    public void The_default_can_be_selected_and_is_the_one_before_it_once_that_is_closed()
    {
        _host.Run("Connect-EventStore -Name a -Path :memory:; Connect-EventStore -Name b -Path :memory:; Connect-EventStore -Name c -Path :memory:").Succeeded();

        Assert.Equal(["a", "a", "c"], _host.Run("""
            (Select-EventStore a -PassThru).Name
            (Get-EventStore | Where-Object IsDefault).Name
            Disconnect-EventStore
            (Get-EventStore | Where-Object IsDefault).Name
            """).Succeeded().Lines);
    }

    [Fact]
    public void A_name_goes_to_the_session_opened_last_and_the_former_is_closed()
    {
        Assert.Equal(["False", "1"], _host.Run("""
            $former = Connect-EventStore -Name school -Path :memory: -PassThru
            Connect-EventStore -Name SCHOOL -Path :memory:
            $former.IsOpen
            @(Get-EventStore).Count
            """).Succeeded().Lines);
    }

    [Fact]
    public void Where_connecting_fails_the_session_of_the_name_stays()
    {
        _host.Run("Connect-EventStore -Name school -Path :memory:").Succeeded();

        Assert.StartsWith("StoreUnavailable,", _host.Run("Connect-EventStore -Name school 'esdb://127.0.0.1:1?tls=false'").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["True"], _host.Run("(Get-EventStore school).IsOpen").Succeeded().Lines);
    }

    [Theory]
    [InlineData("1st")]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("a.")]
    [InlineData("über")]
    public void What_is_no_name_is_refused(string name) =>
        Assert.StartsWith("InvalidProfileName,", _host.Run($"Connect-EventStore -Name '{name}' -Path :memory:").Error.FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public void A_session_of_another_runspace_cannot_be_the_default()
    {
        using var other = new ModuleHost();
        var lent = other.Run("Connect-EventStore -Name lent -Path :memory: -PassThru").Succeeded().Output[0];

        Assert.StartsWith("ForeignSession,", _host.Run("param($session) Select-EventStore $session", lent).Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_nobody_has_is_told_with_what_there_is()
    {
        var error = _host.Run("Get-Dog -Session nowhere").Error;

        Assert.Contains("no open session 'nowhere'", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-Dog -Session ", "school, 2")]
    [InlineData("Select-EventStore Sch", "school")]
    public void Names_are_completed(string line, string offered)
    {
        _host.Run("Connect-EventStore -Name school -Path :memory:; Connect-EventStore -Path :memory:").Succeeded();

        Assert.Equal(offered, string.Join(", ", _host.Complete(line).Select(match => match.CompletionText)));
    }
}
