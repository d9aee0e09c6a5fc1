using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests;

public sealed class StreamEventTests : IDisposable
{
    private readonly ModuleHost _host = new();

    public StreamEventTests() => _host.Run("$dog = New-Dog Fido -Id fido; $dog | Add-Trick a, b, c").Succeeded();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("", "0 1 2 3")]
    [InlineData("-From 2", "2 3")]
    [InlineData("-From 9", "")]
    [InlineData("-MaxCount 2", "0 1")]
    [InlineData("-MaxCount 0", "")]
    [InlineData("-From 1 -MaxCount 1", "1")]
    [InlineData("-Backward", "3 2 1 0")]
    [InlineData("-Backward -From 1", "1 0")]
    [InlineData("-Backward -From 9 -MaxCount 2", "3 2")]
    public void Reads_both_ways_from_any_revision(string parameters, string revisions) =>
        Assert.Equal(revisions, string.Join(' ', _host.Run($"(Get-StreamEvent Dog-fido {parameters}).Revision").Succeeded().Lines));

    [Fact]
    public void An_event_has_all_that_is_stored_of_it()
    {
        Assert.Equal(
            ["Dog-fido", "0", "Dog.Registered", "Fido", "True", "True", "1", """{"name":"Fido"}"""],
            _host.Run("""
                $event = Get-StreamEvent Dog-fido -MaxCount 1
                $event.Stream; $event.Revision; $event.Type; $event.Data.name
                $event.Id -is [guid]; $event.Created -is [DateTimeOffset]; $event.Position
                [System.Text.Encoding]::UTF8.GetString($event.Raw)
                """).Succeeded().Lines);
        Assert.Equal(["True"], _host.Run("$event.Metadata.'$correlationId' -eq $event.Id").Lines);
    }

    [Fact]
    public void Names_of_streams_can_be_piped_in() =>
        Assert.Equal(["0", "0"], _host.Run("'Dog-fido', 'Dog-fido' | Get-StreamEvent -MaxCount 1 | ForEach-Object Revision").Succeeded().Lines);

    [Theory]
    [InlineData("""{"a":{"b":[1,{"c":"x"}]}}""", "$d.a.b[1].c", "x")]
    [InlineData("""{"n":9007199254740993}""", "$d.n", "9007199254740993")]
    [InlineData("""{"n":123456789012345678901234567890}""", "$d.n", "123456789012345678901234567890")]
    [InlineData("""{"n":19.99}""", "$d.n * 3", "59.97")]
    [InlineData("""{"n":1e300}""", "$d.n", "1E+300")]
    [InlineData("""{"t":true,"f":false,"z":null}""", "$d.t -and -not $d.f -and $null -eq $d.z", "True")]
    [InlineData("""{"when":"2026-01-02T03:04:05Z"}""", "$d.when", "2026-01-02T03:04:05Z")]
    [InlineData("""{"name":"low","Name":"high"}""", "$d.name + ' ' + $d.Name", "low high")]
    [InlineData("""{"":"empty"}""", "$d['']", "empty")]
    [InlineData("[1,2]", "$d.Count", "2")]
    public void Data_is_reached_into_with_a_dot(string data, string expression, string expected) =>
        Assert.Equal([expected], _host.Run($"param($data) $null = Add-StreamEvent s Test $data; $d = (Get-StreamEvent s).Data; {expression}", data).Succeeded().Lines);

    [Fact]
    public void What_is_not_declared_as_json_is_shown_as_it_is()
    {
        Assert.Equal(["""{"a":1}"""], _host.Run("""$null = Add-StreamEvent s Test ([System.Text.Encoding]::UTF8.GetBytes('{"a":1}')); (Get-StreamEvent s).Data""").Succeeded().Lines);
        Assert.Equal(["Byte[]"], _host.Run("$null = Add-StreamEvent t Test ([byte[]] (255, 254)); (Get-StreamEvent t).Data.GetType().Name").Succeeded().Lines);
        Assert.Equal(["True"], _host.Run("$null = Add-StreamEvent u Test; $null -eq (Get-StreamEvent u).Data").Succeeded().Lines);
    }

    [Theory]
    [InlineData("Dog-*", "Dog-fido Dog-fido Dog-fido Dog-fido Dog-rex")]
    [InlineData("Dog-* -Type *.Registered", "Dog-fido Dog-rex")]
    [InlineData("Dog-?ex, Cat-*", "Dog-rex Cat-`*")]
    [InlineData("'Cat-`*'", "Cat-`*")]
    [InlineData("Dog-* -From 3", "Dog-fido")]
    [InlineData("Dog-* -Backward -MaxCount 2", "Dog-rex Dog-fido")]
    [InlineData("-All -Type Purred", "Cat-`*")]
    [InlineData("dog-*", "")]
    public void Wildcards_read_the_log(string parameters, string streams)
    {
        _host.Run("$null = New-Dog Rex -Id rex; $null = Add-StreamEvent 'Cat-*' Purred").Succeeded();

        Assert.Equal(streams.Replace("`", "", StringComparison.Ordinal), string.Join(' ', _host.Run($"Get-StreamEvent {parameters} | ForEach-Object Stream").Succeeded().Lines));
    }

    [Fact]
    public void The_log_is_read_from_a_position()
    {
        Assert.Equal(["2", "3"], _host.Run("$third = Get-StreamEvent Dog-fido -From 2 -MaxCount 1; (Get-StreamEvent -All -FromPosition $third.Position).Revision").Succeeded().Lines);
        Assert.Equal(["2", "3"], _host.Run("(Get-StreamEvent -All -FromPosition \"$($third.Position)\").Revision").Succeeded().Lines);
        Assert.Equal(["1", "0"], _host.Run("(Get-StreamEvent -All -Backward -FromPosition $third.Position).Revision").Succeeded().Lines);
        Assert.StartsWith("ParameterArgumentTransformationError", _host.Run("Get-StreamEvent -All -FromPosition here").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_events_of_a_time_are_read()
    {
        _host.Run("$begin = (Get-StreamEvent Dog-fido -MaxCount 1).Created; $end = (Get-StreamEvent Dog-fido -Backward -MaxCount 1).Created.AddTicks(1)").Succeeded();

        Assert.Equal(["4"], _host.Run("@(Get-StreamEvent Dog-fido -After $begin -Before $end).Count").Succeeded().Lines);
        Assert.Equal(["0"], _host.Run("@(Get-StreamEvent Dog-fido -Before $begin).Count").Succeeded().Lines);
        Assert.Equal(["0"], _host.Run("@(Get-StreamEvent Dog-* -After $end).Count").Succeeded().Lines);
    }

    [Fact]
    public void A_pipeline_that_ends_early_ends_the_read_and_the_session_goes_on()
    {
        _host.Run("$dog | Add-Trick (1..2000)").Succeeded();

        Assert.Equal(["0"], _host.Run("do { Get-StreamEvent Dog-fido | ForEach-Object { $_.Revision; break } } while ($false)").Succeeded().Lines);
        Assert.Equal(["2004"], _host.Run("(Get-StreamEvent Dog-fido).Count").Succeeded().Lines);
    }
}
