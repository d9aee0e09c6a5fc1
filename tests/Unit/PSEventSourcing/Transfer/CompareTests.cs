using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Transfer;

public sealed class CompareTests : IDisposable
{
    private readonly ModuleHost _host = new();

    public CompareTests() => _host.Run("""
        1..5 | ForEach-Object { Add-StreamEvent a Counted @{ n = $_ } } | Out-Null
        $e = @(Get-StreamEvent a)
        """).Succeeded();

    public void Dispose() => _host.Dispose();

    private const string Told = """ | ForEach-Object { "$_" }""";

    [Theory]
    [InlineData("$e", "")]
    [InlineData("$e[0..2]", "a@3 <= Missing, a@4 <= Missing")]
    [InlineData("$e[1..4]", "a@0 <= Missing")]
    [InlineData("$e[0,1,3,4]", "a@2 <= Missing")]
    [InlineData("@()", "a <= Missing")]
    [InlineData("$e[0,1,2,4,3]", "a@3 => Missing, a@4 <= Missing")]
    public void Events_that_one_side_lacks_are_found(string events, string differences)
    {
        _host.Run($"{events} | Add-StreamEvent -Stream b | Out-Null").Succeeded();

        Assert.Equal(differences, string.Join(", ", _host.Run("Compare-EventStream a b" + Told).Succeeded().Lines));
    }

    [Theory]
    [InlineData("-Type Counted -Data '{\"n\":3}' -Id $e[2].Id", "")]
    [InlineData("-Type Counted -Data '{\"n\": 3}' -Id $e[2].Id", "a@2 <> Data")]
    [InlineData("-Type Named -Data '{\"n\":3}' -Id $e[2].Id", "a@2 <> Type")]
    [InlineData("-Type Counted -Data '{\"n\":3}' -Metadata @{} -Id $e[2].Id", "a@2 <> Metadata")]
    [InlineData("-Type Counted -Data ([byte[]][char[]]'{\"n\":3}') -Id $e[2].Id", "a@2 <> IsJson")]
    [InlineData("-Type Counted -Data '{\"n\":3}'", "a@2 <> Id")]
    [InlineData("-Type Named -Data 4", "a@2 <> Id, Type, Data")]
    public void What_differs_in_an_event_is_said(string third, string differences)
    {
        _host.Run($"$e[0,1] | Add-StreamEvent -Stream b; Add-StreamEvent b {third}; $e[3,4] | Add-StreamEvent -Stream b").Succeeded();

        Assert.Equal(differences, string.Join(", ", _host.Run("Compare-EventStream a b" + Told).Succeeded().Lines));
    }

    [Fact]
    public void An_event_that_only_the_other_has_is_one_difference_with_the_event()
    {
        _host.Run("$e[0,1] | Add-StreamEvent -Stream b; Add-StreamEvent b Extra @{ n = 17 }; $e[2..4] | Add-StreamEvent -Stream b").Succeeded();

        Assert.Equal(["a@2 => Missing 17 True"], _host.Run("""Compare-EventStream a b | ForEach-Object { "$_ $($_.DifferenceEvent.Data.n) $($null -eq $_.ReferenceEvent)" }""").Succeeded().Lines);
    }

    [Fact]
    public void Streams_of_both_stores_are_compared()
    {
        using var other = new ModuleHost();
        other.Run("Add-StreamEvent c Counted 1 | Out-Null").Succeeded();
        _host.Run("param($other) Copy-EventStream a -Destination $other; Add-StreamEvent b Counted 1", other.Run("Get-EventStore").Output[0]).Succeeded();

        Assert.Equal(["b <= Missing", "c => Missing"], _host.Run("param($other) Compare-EventStream * -DifferenceSession $other" + Told, other.Run("Get-EventStore").Output[0]).Succeeded().Lines);
    }

    [Fact]
    public void A_deleted_stream_has_no_events()
    {
        _host.Run("$e | Add-StreamEvent -Stream b; Remove-EventStream b -Tombstone -Confirm:$false").Succeeded();

        Assert.Equal(["a <= Missing"], _host.Run("Compare-EventStream a b" + Told).Succeeded().Lines);
    }

    [Theory]
    [InlineData("a", "InvalidTransfer")]
    [InlineData("a a", "InvalidTransfer")]
    [InlineData("nobody nothing", "StreamNotFound")]
    public void What_cannot_be_compared_says_why(string parameters, string error) =>
        Assert.Equal(error, _host.Run($"Compare-EventStream {parameters}").ErrorId);
}
