using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Streams;

public sealed class MeasureTests(Servers servers) : IClassFixture<Servers>, IDisposable
{
    private readonly StoreHost _host = new(servers);

    public void Dispose() => _host.Dispose();

    [Theory]
    [EveryStore("~*", "Placed=2 Cancelled=1 Written=1")]
    [EveryStore("~order-* -By Stream", "order-2=2 order-1=1")]
    [EveryStore("~order-1, ~log-1 -By Total", "=1 =1")]
    [EveryStore("~* -By Total", "=4")]
    [EveryStore("~* -Type Placed -By Stream", "order-1=1 order-2=1")]
    public void Events_are_counted_by_groups(string store, string parameters, string groups)
    {
        _host.Connect(store, SearchedEvents.Script);

        Assert.Equal(groups, _host.Run($$"""Measure-EventStream {{parameters}} | ForEach-Object { "$($_.Group)=$($_.Count)" }""").Succeeded().Line);
    }

    [Theory]
    [EveryStore]
    public void The_whole_log_is_counted(string store)
    {
        _host.Connect(store, "1, 2 | Add-StreamEvent ~log-1 ~Rare | Out-Null; Add-StreamEvent ~log-2 ~Rare | Out-Null");

        Assert.Equal("log-1=2 log-2=1", _host.Run("""Measure-EventStream -All -Type ~Rare -By Stream | ForEach-Object { "$($_.Group)=$($_.Count)" }""").Succeeded().Line);
    }

    [Theory]
    [EveryStore]
    public void A_measure_tells_bytes_times_and_share(string store)
    {
        _host.Connect(store, SearchedEvents.Script);

        Assert.Equal(["4 0.25 True"], _host.Run("""$m = Measure-EventStream ~* -By Stream | Where-Object Group -eq ~log-1; "$($m.Bytes) $($m.Share) $($m.First -eq (Get-StreamEvent ~log-1).Created)" """).Succeeded().Lines);
        Assert.Equal(["4"], _host.Run("$count = 0; Measure-EventStream ~* -By Day | ForEach-Object { $count += $_.Count }; $count").Succeeded().Lines);
    }
}
