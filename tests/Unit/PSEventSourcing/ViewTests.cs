using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests;

public sealed class ViewTests : IDisposable
{
    private readonly ModuleHost _host = new();

    public ViewTests() => _host.Run("""
        $dog = New-Dog Fido -Id fido
        $dog | Add-Trick 'roll over', 'play dead', 'fetch ball', 'sit', 'shake hands', 'stand on two legs for a minute'
        New-Dog Bella -Id 0198c0de-0000-7000-8000-00000000be11 | Add-Trick sit
        """).Succeeded();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Dogs_are_a_table() => Approved.Text("View.Dog", Shown("Get-Dog"));

    [Fact]
    public void Events_are_a_table_for_each_stream() =>
        Approved.Text("View.StreamEvent", Shown("'Dog-fido', 'Dog-0198c0de-0000-7000-8000-00000000be11' | Get-StreamEvent"));

    [Theory]
    [InlineData("""'{"Owner":{"Name":"Ada","Dogs":["Fido",{"Name":"Rex"}]},"Note":null}'""", "@{Owner=@{Name=Ada; Dogs={Fido, @{Name=Rex}}}; Note=}")]
    [InlineData("""'{"Name":"high","name":"low"}'""", "@{Name=high; name=low}")]
    [InlineData("'[1,2.50,[]]'", "{1, 2.50, {}}")]
    [InlineData("([byte[]] (255, 1))", "{255, 1}")]
    [InlineData("""'"text"'""", "text")]
    [InlineData("'7'", "7")]
    public void A_table_shows_what_is_inside_of_the_data(string data, string shown)
    {
        Assert.Contains($" Noted                    {shown}", _host.Show($"$null = Add-StreamEvent Note-1 Noted {data}; Get-StreamEvent Note-1"), StringComparison.Ordinal);
        Assert.Equal([shown], _host.Run("(Get-StreamEvent Note-1).DataToString()").Succeeded().Lines);
    }

    [Fact]
    public void A_table_shows_the_beginning_of_much_data() =>
        Assert.Equal(["1000", "@{list={0, 1, 2, "], _host.Run("""
            $null = Add-StreamEvent Note-1 Noted @{ list = 0..9999 }
            $text = (Get-StreamEvent Note-1).DataToString()
            $text.Length; $text.Substring(0, 17)
            """).Succeeded().Lines);

    [Fact]
    public void Streams_are_a_table() => Approved.Text("View.EventStream", Shown("Remove-EventStream Dog-fido -Confirm:$false; Get-EventStream"));

    [Fact]
    public void What_is_known_about_streams_is_a_table() => Approved.Text(
        "View.EventStreamMetadata", Shown("Set-EventStreamMetadata Account-1 -MaxCount 10 -MaxAge 7.00:00:00 -Custom @{ owner = 'ann' } -PassThru"));

    [Fact]
    public void Appended_events_are_a_table() => Approved.Text("View.AppendedEvent", Shown("1, 2 | Add-StreamEvent Account-1 Deposited"));

    [Fact]
    public void Measures_are_a_table_with_bars() => Approved.Text("View.EventStreamMeasure", Shown("""
        $null = 1..7 | Add-StreamEvent Account-1 Deposited
        $null = 1, 2 | Add-StreamEvent Account-1 Withdrawn
        Measure-EventStream Account-1
        """));

    [Fact]
    public void What_has_caused_what_is_a_tree() => Approved.Text("View.TracedEvent", Shown("""
        $order = Add-StreamEvent Order-1 Placed @{ Total = 7 } -CorrelationId o
        $invoice = Add-StreamEvent Invoice-1 Issued @{ Total = 7 } -CorrelationId o -CausationId $order.Id
        $null = Add-StreamEvent Parcel-1 Packed -CorrelationId o -CausationId $order.Id
        $null = Add-StreamEvent Invoice-1 Paid -CorrelationId o -CausationId $invoice.Id
        Trace-StreamEvent o
        """));

    [Fact]
    public void Aggregates_their_history_and_their_differences_are_tables()
    {
        _host.Run("""
            Register-Aggregate Account @{
                Opened    = { param($state, $e) $state.Owner = $e.Owner; $state.Balance = 0 }
                Deposited = { param($state, $e) $state.Balance += $e.Amount; $state.Address = @{ City = 'London' } }
            }
            $account = New-Aggregate Account Opened @{ Owner = 'Ada' } -Id ada
            $account | Add-AggregateEvent Deposited @{ Amount = 10 }
            """).Succeeded();

        Approved.Text("View.Aggregate", string.Concat(new[]
        {
            "Get-AggregateType",
            "Get-Aggregate Account; Get-Aggregate Dog",
            "Get-AggregateHistory Account ada; Get-AggregateHistory Dog fido",
            "Compare-Aggregate Account ada -Revision 0 -With 1",
            "New-Aggregate Account Opened @{ Owner = 'Bob' } -Id bob -WhatIf; $account | Add-AggregateEvent Deposited -WhatIf; Register-Aggregate Thing @{ Made = { } } -WhatIf; Unregister-Aggregate Acc* -WhatIf",
        }.Select(Shown)));
    }

    [Fact]
    public void Sessions_are_a_table() => Approved.Text("View.EventStoreSession", Shown("Get-EventStore"));

    [Fact]
    public void An_error_says_what_happened_and_what_to_do() => Approved.Text("View.Error", Shown("Get-Dog rex"));

    [Fact]
    public void What_if_says_what_would_happen() => Approved.Text(
        "View.WhatIf", Shown("New-Dog Rex -WhatIf; Add-Trick fido sit, stay -WhatIf; Disconnect-EventStore -WhatIf"));

    [Fact]
    public void The_warning_of_a_store_in_memory_comes_once()
    {
        using var host = new ModuleHost();

        Approved.Text("View.Warning", host.Show("New-Dog Fido | Out-Null; New-Dog Rex | Out-Null"));
    }

    private string Shown(string script) => Steady.Text(_host.Show(script));
}
