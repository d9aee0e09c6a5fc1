using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests;

public sealed class SearchTests : IDisposable
{
    private readonly ModuleHost _host = new();

    public SearchTests() => _host.Run("""
        $null = Add-StreamEvent order-1 Placed @{ customer = @{ name = 'Ada' }; items = @(@{ name = 'ball'; price = 7.50 }, @{ name = 'leash'; price = 12 }) } -Metadata @{ user = 'ann' }
        $null = Add-StreamEvent order-2 Placed '{"customer":{"name":"Zo\u00eb \"Z\""},"note":null}'
        $null = Add-StreamEvent order-2 Cancelled ([byte[]] (255, 65, 100, 97, 255))
        $null = Add-StreamEvent log-1 Written 'null'
        """).Succeeded();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("ada", "order-1@0 order-2@1")]
    [InlineData("ada -CaseSensitive", "")]
    [InlineData("Ada -Type Placed", "order-1@0")]
    [InlineData("Zoë", "order-2@0")]
    [InlineData("'Zoë \"Z\"'", "order-2@0")]
    [InlineData("ann", "order-1@0")]
    [InlineData("ann -In Data", "")]
    [InlineData("ada -In Metadata", "")]
    [InlineData("ada -Backward", "order-2@1 order-1@0")]
    [InlineData("ada -Stream order-2", "order-2@1")]
    [InlineData("ada -Stream log-*, *-1", "order-1@0")]
    [InlineData("-Pattern 'name\":\"[abl]+\"'", "order-1@0")]
    [InlineData("-Pattern '^null$'", "log-1@0")]
    [InlineData("-Property customer.name", "order-1@0 order-2@0")]
    [InlineData("-Property customer.name -Value a*", "order-1@0")]
    [InlineData("-Property CUSTOMER.Name -Value ADA", "order-1@0")]
    [InlineData("-Property items[1].price -Value 12.0", "order-1@0")]
    [InlineData("-Property items[0].price -Value 12", "")]
    [InlineData("-Property items[*].price -Value 7.5", "order-1@0")]
    [InlineData("-Property note -Value $null", "order-2@0")]
    [InlineData("-Property user -Value ann -In Metadata", "order-1@0")]
    [InlineData("-Property user -In Data", "")]
    public void Events_are_found_by_what_they_say(string parameters, string found) =>
        Assert.Equal(found, string.Join(' ', _host.Run($$"""Find-StreamEvent {{parameters}} | ForEach-Object { "$($_.Stream)@$($_.Revision)" }""").Succeeded().Lines));

    [Theory]
    [InlineData("-Pattern '('", "InvalidPattern")]
    [InlineData("-Property a..b", "InvalidPropertyPath")]
    [InlineData("x -Stream nobody", "StreamNotFound")]
    public void What_cannot_be_searched_for_says_why(string parameters, string error) =>
        Assert.StartsWith(error + ",", _host.Run($"Find-StreamEvent {parameters}").Error.FullyQualifiedErrorId, StringComparison.Ordinal);

    [Theory]
    [InlineData("-All", "Placed=2 Cancelled=1 Written=1")]
    [InlineData("order-* -By Stream", "order-2=2 order-1=1")]
    [InlineData("order-1, log-1 -By Total", "=1 =1")]
    [InlineData("-All -By Total", "=4")]
    [InlineData("-All -Type Placed -By Stream", "order-1=1 order-2=1")]
    public void Events_are_counted_by_groups(string parameters, string groups) =>
        Assert.Equal(groups, string.Join(' ', _host.Run($$"""Measure-EventStream {{parameters}} | ForEach-Object { "$($_.Group)=$($_.Count)" }""").Succeeded().Lines));

    [Fact]
    public void A_measure_tells_bytes_times_and_share()
    {
        Assert.Equal(["4 0.25 True"], _host.Run("""$m = Measure-EventStream -All -By Stream | Where-Object Group -eq log-1; "$($m.Bytes) $($m.Share) $($m.First -eq (Get-StreamEvent log-1).Created)" """).Succeeded().Lines);
        Assert.Equal(["4"], _host.Run("(Measure-EventStream -All -By Day).Count").Succeeded().Lines);
    }

    [Fact]
    public void Events_that_belong_together_are_a_tree()
    {
        _host.Run("""
            $a = Add-StreamEvent s A -CorrelationId x; $null = Add-StreamEvent t Other -CorrelationId y
            $b = Add-StreamEvent t B -CorrelationId x -CausationId $a.Id
            $c = Add-StreamEvent s C -CorrelationId x -CausationId $b.Id
            $d = Add-StreamEvent s D -CorrelationId x -CausationId $a.Id
            $e = Add-StreamEvent s E -CorrelationId x -CausationId somebody
            """).Succeeded();

        Assert.Equal(["A", "├─ B", "│  └─ C", "└─ D", "E"], _host.Run("(Trace-StreamEvent x).Tree").Succeeded().Lines);
        Assert.Equal(["0 1 2 1 0", "B D"], _host.Run("""$t = Trace-StreamEvent x; "$($t.Depth)"; "$($t[0].Caused.Type)" """).Succeeded().Lines);
        Assert.Equal(["A", "├─ B", "│  └─ C", "└─ D", "E"], _host.Run("(Get-StreamEvent t -From 1 | Trace-StreamEvent).Tree").Succeeded().Lines);
        Assert.Empty(_host.Run("Trace-StreamEvent nobody").Succeeded().Output);
        Assert.StartsWith("NotCorrelated,", _host.Run("Get-StreamEvent log-1 | Trace-StreamEvent").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_that_lead_round_in_a_circle_are_drawn_once()
    {
        _host.Run("""
            $one = [guid]::NewGuid(); $two = [guid]::NewGuid()
            $null = Add-StreamEvent s One -Id $one -CorrelationId x -CausationId $two
            $null = Add-StreamEvent s Two -Id $two -CorrelationId x -CausationId $one
            $null = Add-StreamEvent s Me -Id ($me = [guid]::NewGuid()) -CorrelationId x -CausationId $me
            """).Succeeded();

        Assert.Equal(["One", "└─ Two", "Me"], _host.Run("(Trace-StreamEvent x).Tree").Succeeded().Lines);
    }
}
