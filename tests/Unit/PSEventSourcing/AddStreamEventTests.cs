using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests;

public sealed class AddStreamEventTests : IDisposable
{
    private readonly ModuleHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("@{ b = 1 }", """{"b":1}""")]
    [InlineData("([ordered]@{ b = 1; a = 'x' })", """{"b":1,"a":"x"}""")]
    [InlineData("([pscustomobject]@{ when = [DateTimeOffset]::new(2026, 1, 2, 3, 4, 5, [TimeSpan]::FromHours(2)) })", """{"when":"2026-01-02T03:04:05.0000000+02:00"}""")]
    [InlineData("@{ n = 19.99d }", """{"n":19.99}""")]
    [InlineData("@{ n = [bigint]::Parse('123456789012345678901234567890') }", """{"n":123456789012345678901234567890}""")]
    [InlineData("@{ list = 1, 'é', $null, $true, @{ deep = [guid]::Empty } }", """{"list":[1,"é",null,true,{"deep":"00000000-0000-0000-0000-000000000000"}]}""")]
    [InlineData("@{ day = [DayOfWeek]::Monday; bytes = [byte[]] (1, 2) }", null)]
    [InlineData("'{ \"kept\": 1.0 }'", """{ "kept": 1.0 }""")]
    [InlineData("@(1, 2)", "[1,2]")]
    public void Data_is_written_as_json(string data, string? stored)
    {
        var raw = _host.Run($"$null = Add-StreamEvent s Test {data}; [System.Text.Encoding]::UTF8.GetString((Get-StreamEvent s).Raw)").Succeeded().Lines;

        if (stored is not null)
            Assert.Equal([stored], raw);
        Assert.Equal(["True"], _host.Run("(Get-StreamEvent s).IsJson").Lines);
    }

    [Fact]
    public void What_was_read_can_be_written_again()
    {
        const string Text = """{"a":{"b":[1,2.50,{"c":null}]},"e":9007199254740993}""";

        Assert.Equal([Text], _host.Run($"$null = Add-StreamEvent s Test '{Text}'; $null = Get-StreamEvent s | Add-StreamEvent t; [System.Text.Encoding]::UTF8.GetString((Get-StreamEvent t).Raw)").Succeeded().Lines);
        Assert.Equal(["True"], _host.Run("(Get-StreamEvent s).Id -eq (Get-StreamEvent t).Id").Lines);
    }

    [Theory]
    [InlineData("'no json'", "InvalidEventData")]
    [InlineData("@{ n = [double]::NaN }", "InvalidEventData")]
    [InlineData("$endless", "InvalidEventData")]
    [InlineData("1 -Id ([guid]::Empty)", "InvalidEvent")]
    [InlineData("1 -Metadata '[1]' -CorrelationId c", "InvalidEventData")]
    public void What_cannot_be_an_event_is_refused_and_nothing_is_written(string data, string error)
    {
        _host.Run("$endless = @{}; $endless.me = $endless").Succeeded();

        Assert.StartsWith(error + ",", _host.Run($"Add-StreamEvent s Test {data}").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("StreamNotFound,", _host.Run("Get-StreamEvent s").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Events_of_a_pipeline_keep_their_order_and_tell_their_revisions()
    {
        Assert.Equal(["0", "999"], _host.Run("$added = 1..1000 | ForEach-Object { @{ n = $_ } } | Add-StreamEvent s Counted -ExpectedRevision NoStream; $added[0].Revision; $added[999].Revision").Succeeded().Lines);
        Assert.Equal(Enumerable.Range(1, 1000).Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture)), _host.Run("Get-StreamEvent s | ForEach-Object { $_.Data.n }").Succeeded().Lines);
    }

    [Fact]
    public void Events_for_several_streams_go_to_each_in_order()
    {
        _host.Run("1..4 | ForEach-Object { [pscustomobject]@{ Stream = ('even', 'odd')[$_ % 2]; Type = 'Counted'; Data = $_ } } | Add-StreamEvent | Out-Null").Succeeded();

        Assert.Equal(["1", "3", "2", "4"], _host.Run("(Get-StreamEvent odd).Data; (Get-StreamEvent even).Data").Succeeded().Lines);
    }

    [Theory]
    [InlineData("NoStream", "1 is expected")]
    [InlineData("7", "")]
    [InlineData("StreamExists", null)]
    [InlineData("any", null)]
    [InlineData("0", null)]
    public void An_expected_revision_that_does_not_hold_is_an_error_with_both_revisions(string expected, string? error)
    {
        _host.Run("$null = Add-StreamEvent s Test 1").Succeeded();
        var outcome = _host.Run($"Add-StreamEvent s Test 2 -ExpectedRevision {expected}");

        if (error is null)
        {
            Assert.Equal(["s@1 Test"], outcome.Succeeded().Lines);
            return;
        }

        Assert.StartsWith("WrongExpectedRevision,", outcome.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("revision 0", outcome.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["1"], _host.Run("@(Get-StreamEvent s).Count").Lines);
    }

    [Fact]
    public void After_an_event_that_could_not_be_appended_none_goes_to_its_stream()
    {
        _host.Run("$null = Add-StreamEvent bad Test 1").Succeeded();

        var outcome = _host.Run("""
            1..500 | ForEach-Object { [pscustomobject]@{ Stream = 'bad'; Data = $_ }, [pscustomobject]@{ Stream = 'good'; Data = $_ } } | Add-StreamEvent -Type Counted -ExpectedRevision NoStream
            """);

        Assert.Equal(500, outcome.Output.Count);
        Assert.NotEmpty(outcome.Errors);
        Assert.Equal(["1", "500"], _host.Run("@(Get-StreamEvent bad).Count; @(Get-StreamEvent good).Count").Succeeded().Lines);
    }

    [Fact]
    public void Correlation_and_causation_stand_in_the_metadata()
    {
        Assert.Equal(["c1 c2 me"], _host.Run("""$null = Add-StreamEvent s Test 1 -Metadata @{ who = 'me' } -CorrelationId c1 -CausationId c2; $m = (Get-StreamEvent s).Metadata; "$($m.'$correlationId') $($m.'$causationId') $($m.who)" """).Succeeded().Lines);
    }

    [Fact]
    public void What_if_writes_nothing()
    {
        _host.Run("Add-StreamEvent s Test 1 -WhatIf").Succeeded();

        Assert.StartsWith("StreamNotFound,", _host.Run("Get-StreamEvent s").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
