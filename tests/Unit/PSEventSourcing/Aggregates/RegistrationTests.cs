using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Aggregates;

public sealed class RegistrationTests : IDisposable
{
    private readonly ModuleHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Dogs_are_registered_from_the_start() =>
        Assert.Equal(["Dog Dog.Registered Dog.TrickAdded"], _host.Run("Get-AggregateType | ForEach-Object { \"$($_.Name) $($_.EventTypes)\" }").Succeeded().Lines);

    [Fact]
    public void Registering_again_replaces_and_unregistering_forgets()
    {
        Assert.Equal(["Account.A", "Account.B", "Dog"], _host.Run("""
            Register-Aggregate Account @{ A = { } } -PassThru | ForEach-Object EventTypes
            Register-Aggregate account @{ B = { } }
            Register-Aggregate Account @{ C = { } } -WhatIf
            (Get-AggregateType a*).EventTypes -replace '^a', 'A'
            Unregister-Aggregate Acc* -WhatIf
            Unregister-Aggregate Acc*
            (Get-AggregateType).Name
            """).Succeeded().Lines);
        Assert.Equal("AggregateNotRegistered", _host.Run("Unregister-Aggregate Account").ErrorId);
    }

    [Theory]
    [InlineData("Register-Aggregate 'Bank-Account' @{ A = { } }")]
    [InlineData("Register-Aggregate '' @{ A = { } }")]
    [InlineData("Register-Aggregate Account @{ }")]
    [InlineData("Register-Aggregate Account @{ A = 'no script block' }")]
    [InlineData("Register-Aggregate Account @{ '' = { } }")]
    [InlineData("Register-Aggregate Account @{ '$A' = { } }")]
    [InlineData("Register-Aggregate Account @{ A = { }; 'Account.A' = { } }")]
    [InlineData("Register-Aggregate -Type ([string])")]
    [InlineData("Register-Aggregate -Type ([EventSourcing.Domain.Aggregate])")]
    [InlineData("class NoEvents : EventSourcing.Domain.Aggregate { }; Register-Aggregate -Type ([NoEvents])")]
    [InlineData("class NoConstructor : EventSourcing.Domain.Aggregate { NoConstructor([int] $i) { } [void] Apply([string] $e) { } }; Register-Aggregate -Type ([NoConstructor])")]
    public void What_defines_no_aggregate_is_refused(string script)
    {
        Assert.Equal("InvalidAggregate", _host.Run(script).ErrorId);
        Assert.Equal(["Dog"], _host.Run("(Get-AggregateType).Name").Lines);
    }

    [Fact]
    public void Each_runspace_has_its_own()
    {
        _host.Run("Register-Aggregate Account @{ A = { } }").Succeeded();
        using var other = new ModuleHost();

        Assert.Equal(["Dog"], other.Run("(Get-AggregateType).Name").Lines);
    }
}
