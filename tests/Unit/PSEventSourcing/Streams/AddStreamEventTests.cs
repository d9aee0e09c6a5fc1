using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Streams;

public sealed class AddStreamEventTests(Servers servers) : IClassFixture<Servers>, IDisposable
{
    private readonly StoreHost _host = new(servers);

    public void Dispose() => _host.Dispose();

    [Theory]
    [EveryStore("@{ b = 1 }", """{"b":1}""")]
    [EveryStore("([ordered]@{ b = 1; a = 'x' })", """{"b":1,"a":"x"}""")]
    [EveryStore("([pscustomobject]@{ when = [DateTimeOffset]::new(2026, 1, 2, 3, 4, 5, [TimeSpan]::FromHours(2)) })", """{"when":"2026-01-02T03:04:05.0000000+02:00"}""")]
    [EveryStore("@{ n = 19.99d }", """{"n":19.99}""")]
    [EveryStore("@{ n = [bigint]::Parse('123456789012345678901234567890') }", """{"n":123456789012345678901234567890}""")]
    [EveryStore("@{ list = 1, 'é', $null, $true, @{ deep = [guid]::Empty } }", """{"list":[1,"é",null,true,{"deep":"00000000-0000-0000-0000-000000000000"}]}""")]
    [EveryStore("@{ day = [DayOfWeek]::Monday; bytes = [byte[]] (1, 2) }", null)]
    [EveryStore("'{ \"kept\": 1.0 }'", """{ "kept": 1.0 }""")]
    [EveryStore("@(1, 2)", "[1,2]")]
    public void Data_is_written_as_json(string store, string data, string? stored)
    {
        _host.Connect(store);
        var raw = _host.Run($"$null = Add-StreamEvent ~s Test {data}; [System.Text.Encoding]::UTF8.GetString((Get-StreamEvent ~s).Raw)").Succeeded().Lines;

        if (stored is not null)
            Assert.Equal([stored], raw);
        Assert.Equal(["True"], _host.Run("(Get-StreamEvent ~s).IsJson").Lines);
    }

    [Theory]
    [EveryStore]
    public void What_was_read_can_be_written_again(string store)
    {
        _host.Connect(store);
        const string Text = """{"a":{"b":[1,2.50,{"c":null}]},"e":9007199254740993}""";

        Assert.Equal([Text], _host.Run($"$null = Add-StreamEvent ~s Test '{Text}'; $null = Get-StreamEvent ~s | Add-StreamEvent ~t; [System.Text.Encoding]::UTF8.GetString((Get-StreamEvent ~t).Raw)").Succeeded().Lines);
        Assert.Equal(["True"], _host.Run("(Get-StreamEvent ~s).Id -eq (Get-StreamEvent ~t).Id").Lines);
    }

    [Theory]
    [EveryStore("'no json'", "InvalidEventData")]
    [EveryStore("@{ n = [double]::NaN }", "InvalidEventData")]
    [EveryStore("$endless", "InvalidEventData")]
    [EveryStore("1 -Id ([guid]::Empty)", "InvalidEvent")]
    [EveryStore("1 -Metadata '[1]' -CorrelationId c", "InvalidEventData")]
    public void What_cannot_be_an_event_is_refused_and_nothing_is_written(string store, string data, string error)
    {
        _host.Connect(store);
        _host.Run("$endless = @{}; $endless.me = $endless").Succeeded();

        Assert.Equal(error, _host.Run($"Add-StreamEvent ~s Test {data}").ErrorId);
        Assert.Equal("StreamNotFound", _host.Run("Get-StreamEvent ~s").ErrorId);
    }

    [Theory]
    [EveryStore]
    public void Events_of_a_pipeline_keep_their_order_and_tell_their_revisions(string store)
    {
        _host.Connect(store);

        Assert.Equal(["0", "999"], _host.Run("$added = 1..1000 | ForEach-Object { @{ n = $_ } } | Add-StreamEvent ~s Counted -ExpectedRevision NoStream; $added[0].Revision; $added[999].Revision").Succeeded().Lines);
        Assert.Equal(Enumerable.Range(1, 1000).Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture)), _host.Run("Get-StreamEvent ~s | ForEach-Object { $_.Data.n }").Succeeded().Lines);
    }

    [Theory]
    [EveryStore]
    public void Events_for_several_streams_go_to_each_in_order(string store)
    {
        _host.Connect(store);
        _host.Run("1..4 | ForEach-Object { [pscustomobject]@{ Stream = ('~even', '~odd')[$_ % 2]; Type = 'Counted'; Data = $_ } } | Add-StreamEvent | Out-Null").Succeeded();

        Assert.Equal(["1", "3", "2", "4"], _host.Run("(Get-StreamEvent ~odd).Data; (Get-StreamEvent ~even).Data").Succeeded().Lines);
    }

    [Theory]
    [EveryStore("NoStream", "1 is expected")]
    [EveryStore("7", "")]
    [EveryStore("StreamExists", null)]
    [EveryStore("any", null)]
    [EveryStore("0", null)]
    public void An_expected_revision_that_does_not_hold_is_an_error_with_both_revisions(string store, string expected, string? error)
    {
        _host.Connect(store);
        _host.Run("$null = Add-StreamEvent ~s Test 1").Succeeded();
        var outcome = _host.Run($"Add-StreamEvent ~s Test 2 -ExpectedRevision {expected}");

        if (error is null)
        {
            Assert.Equal(["s@1 Test"], outcome.Succeeded().Lines);
            return;
        }

        Assert.Equal("WrongExpectedRevision", outcome.ErrorId);
        Assert.Contains("revision 0", outcome.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["1"], _host.Run("@(Get-StreamEvent ~s).Count").Lines);
    }

    [Theory]
    [EveryStore]
    public void After_an_event_that_could_not_be_appended_none_goes_to_its_stream(string store)
    {
        _host.Connect(store);
        _host.Run("$null = Add-StreamEvent ~bad Test 1").Succeeded();

        var outcome = _host.Run("""
            1..500 | ForEach-Object { [pscustomobject]@{ Stream = '~bad'; Data = $_ }, [pscustomobject]@{ Stream = '~good'; Data = $_ } } | Add-StreamEvent -Type Counted -ExpectedRevision NoStream
            """);

        Assert.Equal(500, outcome.Output.Count);
        Assert.NotEmpty(outcome.Errors);
        Assert.Equal(["1", "500"], _host.Run("@(Get-StreamEvent ~bad).Count; @(Get-StreamEvent ~good).Count").Succeeded().Lines);
    }

    [Theory]
    [EveryStore]
    public void Correlation_and_causation_stand_in_the_metadata(string store)
    {
        _host.Connect(store);

        Assert.Equal(["c1 c2 me"], _host.Run("""$null = Add-StreamEvent ~s Test 1 -Metadata @{ who = 'me' } -CorrelationId c1 -CausationId c2; $m = (Get-StreamEvent ~s).Metadata; "$($m.'$correlationId') $($m.'$causationId') $($m.who)" """).Succeeded().Lines);
    }

    [Theory]
    [EveryStore]
    public void What_if_writes_nothing(string store)
    {
        _host.Connect(store);
        _host.Run("Add-StreamEvent ~s Test 1 -WhatIf").Succeeded();

        Assert.Equal("StreamNotFound", _host.Run("Get-StreamEvent ~s").ErrorId);
    }
}
