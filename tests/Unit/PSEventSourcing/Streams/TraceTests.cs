using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Streams;

public sealed class TraceTests(Servers servers) : IClassFixture<Servers>, IDisposable
{
    private readonly StoreHost _host = new(servers);

    public void Dispose() => _host.Dispose();

    [Theory]
    [EveryStore]
    public void Events_that_belong_together_are_a_tree(string store)
    {
        _host.Connect(store, """
            $a = Add-StreamEvent ~s A -CorrelationId ~x; $null = Add-StreamEvent ~t Other -CorrelationId ~y
            $b = Add-StreamEvent ~t B -CorrelationId ~x -CausationId $a.Id
            $c = Add-StreamEvent ~s C -CorrelationId ~x -CausationId $b.Id
            $d = Add-StreamEvent ~s D -CorrelationId ~x -CausationId $a.Id
            $e = Add-StreamEvent ~s E -CorrelationId ~x -CausationId somebody
            $null = Add-StreamEvent ~u Alone
            """);

        Assert.Equal(["A", "├─ B", "│  └─ C", "└─ D", "E"], _host.Run("(Trace-StreamEvent ~x).Tree").Succeeded().Lines);
        Assert.Equal(["0 1 2 1 0", "B D"], _host.Run("""$t = Trace-StreamEvent ~x; "$($t.Depth)"; "$($t[0].Caused.Type)" """).Succeeded().Lines);
        Assert.Equal(["A", "├─ B", "│  └─ C", "└─ D", "E"], _host.Run("(Get-StreamEvent ~t -From 1 | Trace-StreamEvent).Tree").Succeeded().Lines);
        Assert.Empty(_host.Run("Trace-StreamEvent ~nobody").Succeeded().Output);
        Assert.Equal("NotCorrelated", _host.Run("Get-StreamEvent ~u | Trace-StreamEvent").ErrorId);
    }

    [Theory]
    [EveryStore]
    public void Ids_that_lead_round_in_a_circle_are_drawn_once(string store)
    {
        _host.Connect(store, """
            $one = [guid]::NewGuid(); $two = [guid]::NewGuid()
            $null = Add-StreamEvent ~s One -Id $one -CorrelationId ~x -CausationId $two
            $null = Add-StreamEvent ~s Two -Id $two -CorrelationId ~x -CausationId $one
            $null = Add-StreamEvent ~s Me -Id ($me = [guid]::NewGuid()) -CorrelationId ~x -CausationId $me
            """);

        Assert.Equal(["One", "└─ Two", "Me"], _host.Run("(Trace-StreamEvent ~x).Tree").Succeeded().Lines);
    }
}
