using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Aggregates;

/// <summary>What an event has changed, and how two states differ.</summary>
public sealed class ChangeTests : IDisposable
{
    private readonly ModuleHost _host = new();

    public ChangeTests() => _host.Run("""
        Register-Aggregate Thing @{ Set = { param($state, $e)
            $state.V = $e.V
            if ($null -ne $e.Other) { $state.Other = $e.Other } } }
        """).Succeeded();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("1", "1.0", "")]
    [InlineData("1", "2", "V: 1 → 2")]
    [InlineData("1", "\"1\"", "V: 1 → 1")]
    [InlineData("\"a\"", "\"A\"", "V: a → A")]
    [InlineData("null", "0", "V: null → 0")]
    [InlineData("\"\"", "null", "V: '' → null")]
    [InlineData("true", "false", "V: True → False")]
    [InlineData("{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", "")]
    [InlineData("{\"a\":1,\"b\":2}", "{\"a\":3,\"c\":4}", "V.a: 1 → 3, V.c = 4, V.b gone")]
    [InlineData("{\"a\":{\"b\":[1,{\"c\":2}]}}", "{\"a\":{\"b\":[1,{\"c\":3}]}}", "V.a.b[1].c: 2 → 3")]
    [InlineData("[1,2,3]", "[1,2,3,4]", "V[3] = 4")]
    [InlineData("[1,2,3]", "[2,3]", "V[0] gone")]
    [InlineData("[1,2,3]", "[1,9,2,3]", "V[1] = 9")]
    [InlineData("[1,2,3]", "[1,8,3]", "V[1]: 2 → 8")]
    [InlineData("[1,2,3]", "[4]", "V[0]: 1 → 4, V[1] gone, V[2] gone")]
    [InlineData("[1,1]", "[1]", "V[1] gone")]
    [InlineData("[]", "{}", "V: [] → {}")]
    [InlineData("{\"a\":1,\"A\":1}", "{\"a\":1,\"A\":2}", "V.A: 1 → 2")]
    [InlineData("1", "[1,{\"a\":\"b\"}]", "V: 1 → [1, {a=b}]")]
    public void Two_states_are_compared_as_json_is(string before, string after, string changes)
    {
        var outcome = _host.Run($$$"""
            New-Aggregate Thing Set '{"V":{{{before}}}}' -Id t | Add-AggregateEvent Set '{"V":{{{after}}}}'
            New-Aggregate Thing Set '{"V":{{{after}}}}' -Id u | Out-Null
            (Get-AggregateHistory Thing t)[1].Changes -join ', '
            (Compare-Aggregate Thing t -Revision 0) -join ', '
            (Compare-Aggregate Thing t -Revision 0 -With 1) -join ', '
            (Compare-Aggregate Thing t -Revision 0 -WithId u) -join ', '
            (Compare-Aggregate Thing t -WithId u) -join ', '
            """).Succeeded();

        Assert.Equal([changes, changes, changes, changes, ""], outcome.Lines);
    }

    [Fact]
    public void A_comparison_can_go_back_in_time()
    {
        Assert.Equal(["V Changed 2 1", "Other Removed x "], _host.Run("""
            New-Aggregate Thing Set '{"V":1}' -Id t | Add-AggregateEvent Set '{"V":2,"Other":"x"}'
            Compare-Aggregate Thing t -Revision 1 -With 0 | ForEach-Object { "$($_.Path) $($_.Change) $($_.Before) $($_.After)" }
            """).Succeeded().Lines);
    }

    [Fact]
    public void The_first_event_adds_all_there_is() =>
        Assert.Equal(["V = 1", "Other = [1, 2]"], _host.Run("""New-Aggregate Thing Set '{"V":1,"Other":[1,2]}' | Get-AggregateHistory | ForEach-Object Changes""").Succeeded().Lines);
}
