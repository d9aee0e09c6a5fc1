using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Aggregates;

public sealed class SnapshotTests(Servers servers) : IClassFixture<Servers>, IDisposable
{
    private readonly ModuleHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [EveryStore]
    public void An_aggregate_is_rebuilt_from_its_snapshot_and_what_came_after(string store)
    {
        using var host = new StoreHost(servers);
        host.Connect(store);

        // The handler counts how often it runs, outside the state.
        Assert.Equal(["10 4", "1 of 4", "15 5", "10 4", "6 3 from 4"], host.Run("""
            $script:ran = 0
            Register-Aggregate Sum @{ Added = { param($state, $e) $script:ran++; $state.Total += $e.N; $state.Terms += 1 } }
            function Show { process { "$($_.Total) $($_.Terms)" } }
            $sum = New-Aggregate Sum Added @{ N = 1 } -Id ~1
            2, 3, 4 | ForEach-Object { Add-AggregateEvent Sum ~1 Added @{ N = $_ } }
            $sum | Checkpoint-Aggregate -PassThru | Show
            $script:ran = 0
            Add-AggregateEvent Sum ~1 Added @{ N = 5 }
            "$script:ran of 4"
            Get-Aggregate Sum ~1 | Show
            Get-Aggregate Sum ~1 -Revision 3 | Show
            $script:ran = 0
            "$(Get-Aggregate Sum ~1 -Revision 2 | Show) from $($script:ran + 1)"
            """).Succeeded().Lines);
    }

    [Fact]
    public void A_snapshot_by_other_handlers_is_left_aside_and_can_be_replaced()
    {
        Assert.Equal(["1", "10", "10", "2"], _host.Run("""
            Register-Aggregate Sum @{ Added = { param($state, $e) $state.Total += $e.N } }
            New-Aggregate Sum Added @{ N = 1 } -Id a | Checkpoint-Aggregate -PassThru | ForEach-Object Total
            Register-Aggregate Sum @{ Added = { param($state, $e) $state.Total += 10 * $e.N } }
            (Get-Aggregate Sum a).Total
            Checkpoint-Aggregate Sum a -PassThru | ForEach-Object Total
            @(Get-StreamEvent snapshot-Sum-a).Count
            """).Succeeded().Lines);
    }

    [Fact]
    public void A_snapshot_of_a_stream_that_was_written_anew_is_left_aside()
    {
        var outcome = _host.Run("""
            Register-Aggregate Sum @{ Added = { param($state, $e) $state.Total += $e.N } }
            New-Aggregate Sum Added @{ N = 1 } -Id a | Checkpoint-Aggregate
            Remove-EventStream Sum-a -Confirm:$false
            Get-Aggregate Sum a
            """);

        Assert.Equal("AggregateNotFound", outcome.ErrorId);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("1.5")]
    [InlineData("0.1 + 0.2")]
    [InlineData("1.0d")]
    [InlineData("12345678901234567890123d")]
    [InlineData("[long]::MaxValue")]
    [InlineData("1e300")]
    [InlineData("'text'")]
    [InlineData("$true")]
    [InlineData("$null")]
    [InlineData("[datetime]::new(2026, 1, 2, 3, 4, 5, [DateTimeKind]::Utc)")]
    [InlineData("[DateTimeOffset]::new(2026, 1, 2, 3, 4, 5, [TimeSpan]::FromHours(2))")]
    [InlineData("[TimeSpan]::FromSeconds(1.5)")]
    [InlineData("[guid]'01a20baf-8b1c-7cac-bbc5-4d8f44362d44'")]
    [InlineData("[char]'x'")]
    [InlineData("[version]'1.2.3'")]
    [InlineData("[byte[]] (1, 2)")]
    [InlineData("[string[]] ('a', 'b')")]
    [InlineData("@(1, 'a', 2.5, $null, @(3))")]
    [InlineData("[System.Collections.ArrayList] @(1, @{ a = 1 })")]
    [InlineData("[System.Collections.Generic.List[string]] @('a')")]
    [InlineData("@{ a = 1; 'b/c~' = @{ d = [pscustomobject]@{ e = [datetime]::UnixEpoch } } }")]
    [InlineData("[ordered]@{ z = 1; a = 2 }")]
    [InlineData("[pscustomobject]@{ A = 1; B = @{ c = 1d } }")]
    public void What_is_in_a_state_comes_back_as_it_was(string value)
    {
        Assert.Equal(["same"], _host.Run($$"""
            function Describe($v) {
                if ($null -eq $v) { return 'null' }
                $type = $v.GetType().FullName
                if ($v -is [System.Collections.IDictionary]) { $names = @($v.Keys); if ($v -is [hashtable]) { $names = [string[]] $names; [array]::Sort($names) }; return "$type{" + (($names | ForEach-Object { "$_=$(Describe $v[$_])" }) -join ';') + '}' }
                if ($v -is [System.Management.Automation.PSCustomObject]) { return "$type{" + (($v.PSObject.Properties | ForEach-Object { "$($_.Name)=$(Describe $_.Value)" }) -join ';') + '}' }
                if ($v -is [System.Collections.IList]) { return "$type[" + (($v | ForEach-Object { Describe $_ }) -join ';') + ']' }
                $format = if ($v -is [datetime] -or $v -is [DateTimeOffset]) { '{0:O}' } else { '{0}' }
                "$type $([string]::Format([cultureinfo]::InvariantCulture, $format, [object[]] $v))"
            }
            $script:seen = @()
            Register-Aggregate Thing @{
                Made = { param($state, $e) $state.V = {{value}} }
                Seen = { param($state, $e) $script:seen += Describe $state.V }
            }
            New-Aggregate Thing Made -Id t | Out-Null
            Add-StreamEvent Thing-t Thing.Seen | Out-Null
            Get-Aggregate Thing t | Out-Null
            New-Aggregate Thing Made -Id u | Checkpoint-Aggregate
            Add-StreamEvent Thing-u Thing.Seen | Out-Null
            Get-Aggregate Thing u | Out-Null
            if ($script:seen.Count -eq 2 -and $script:seen[0] -ceq $script:seen[1]) { 'same' } else { $script:seen }
            """).Succeeded().Lines);
    }

    [Theory]
    [InlineData("[System.Text.StringBuilder]::new()")]
    [InlineData("@{ 1 = 2 }")]
    [InlineData("[double]::NaN")]
    [InlineData("{ }")]
    public void What_would_not_come_back_as_it_was_is_refused(string value)
    {
        var outcome = _host.Run($$"""Register-Aggregate Thing @{ Made = { param($state, $e) $state.V = {{value}} } }; New-Aggregate Thing Made -Id t | Checkpoint-Aggregate""");

        Assert.Equal("AggregateNotSnapshotable", outcome.ErrorId);
        Assert.Empty(_host.Run("Get-EventStream snapshot-*").Succeeded().Output);
    }

    [Fact]
    public void A_class_that_offers_no_state_has_no_snapshots() =>
        Assert.Equal("AggregateNotSnapshotable", _host.Run("New-Dog Fido -Id fido | Out-Null; Checkpoint-Aggregate Dog fido").ErrorId);

    [Fact]
    public void A_PowerShell_class_can_offer_its_state()
    {
        // PowerShell knows the class of the state only once the script that defines it has run.
        _host.Run("""
            [EventSourcing.Domain.EventTypeAttribute('Tally.Added')]
            class Added { [int] $N }

            class TallyState { [int] $Total }
            """).Succeeded();

        Assert.Equal(["6", "1"], _host.Run("""
            class Tally : EventSourcing.Domain.Aggregate, EventSourcing.Domain.ISnapshotable[TallyState] {
                [int] $Total
                static [int] $Ran = 0
                [void] Apply([Added] $e) { $this.Total += $e.N; [Tally]::Ran++ }
                [TallyState] TakeSnapshot() { return [TallyState] @{ Total = $this.Total } }
                [void] RestoreSnapshot([TallyState] $state) { $this.Total = $state.Total }
            }

            Register-Aggregate -Type ([Tally])
            $tally = New-Aggregate Tally Added @{ N = 1 } -Id t
            $tally | Add-AggregateEvent Added @{ N = 2 } -PassThru | Checkpoint-Aggregate
            Add-StreamEvent Tally-t Tally.Added '{"n":3}' | Out-Null
            [Tally]::Ran = 0
            (Get-Aggregate Tally t).Total
            [Tally]::Ran
            """).Succeeded().Lines);
    }

    [Fact]
    public void What_if_takes_none()
    {
        _host.Run("Register-Aggregate Thing @{ Made = { } }; New-Aggregate Thing Made | Checkpoint-Aggregate -WhatIf").Succeeded();

        Assert.Empty(_host.Run("Get-EventStream snapshot-*").Succeeded().Output);
    }
}
