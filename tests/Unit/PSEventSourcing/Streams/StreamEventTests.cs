using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Streams;

public sealed class StreamEventTests(Servers servers) : IClassFixture<Servers>, IDisposable
{
    private const string Dog = "$dog = New-Dog Fido -Id ~fido; $dog | Add-Trick a, b, c";

    private readonly StoreHost _host = new(servers);

    public void Dispose() => _host.Dispose();

    [Theory]
    [EveryStore("", "0 1 2 3")]
    [EveryStore("-From 2", "2 3")]
    [EveryStore("-From 9", "")]
    [EveryStore("-MaxCount 2", "0 1")]
    [EveryStore("-MaxCount 0", "")]
    [EveryStore("-From 1 -MaxCount 1", "1")]
    [EveryStore("-Backward", "3 2 1 0")]
    [EveryStore("-Backward -From 1", "1 0")]
    [EveryStore("-Backward -From 9 -MaxCount 2", "3 2")]
    public void Reads_both_ways_from_any_revision(string store, string parameters, string revisions)
    {
        _host.Connect(store, Dog);

        Assert.Equal(revisions, _host.Run($"(Get-StreamEvent Dog-~fido {parameters}).Revision").Succeeded().Line);
    }

    [Theory]
    [EveryStore]
    public void An_event_has_all_that_is_stored_of_it(string store)
    {
        _host.Connect(store, Dog);

        Assert.Equal(
            ["Dog-fido", "0", "Dog.Registered", "Fido", "True", "True", "True", """{"name":"Fido"}"""],
            _host.Run("""
                $event = Get-StreamEvent Dog-~fido -MaxCount 1
                $event.Stream; $event.Revision; $event.Type; $event.Data.name
                $event.Id -is [guid]; $event.Created -is [DateTimeOffset]; $event.Position -eq (Get-StreamEvent Dog-~*)[0].Position
                [System.Text.Encoding]::UTF8.GetString($event.Raw)
                """).Succeeded().Lines);
        Assert.Equal(["True"], _host.Run("$event.Metadata.'$correlationId' -eq $event.Id").Lines);
    }

    [Theory]
    [EveryStore]
    public void Names_of_streams_can_be_piped_in(string store)
    {
        _host.Connect(store, Dog);

        Assert.Equal(["0", "0"], _host.Run("'Dog-~fido', 'Dog-~fido' | Get-StreamEvent -MaxCount 1 | ForEach-Object Revision").Succeeded().Lines);
    }

    [Theory]
    [EveryStore("""{"a":{"b":[1,{"c":"x"}]}}""", "$d.a.b[1].c", "x")]
    [EveryStore("""{"n":9007199254740993}""", "$d.n", "9007199254740993")]
    [EveryStore("""{"n":123456789012345678901234567890}""", "$d.n", "123456789012345678901234567890")]
    [EveryStore("""{"n":19.99}""", "$d.n * 3", "59.97")]
    [EveryStore("""{"n":1e300}""", "$d.n", "1E+300")]
    [EveryStore("""{"t":true,"f":false,"z":null}""", "$d.t -and -not $d.f -and $null -eq $d.z", "True")]
    [EveryStore("""{"when":"2026-01-02T03:04:05Z"}""", "$d.when", "2026-01-02T03:04:05Z")]
    [EveryStore("""{"name":"low","Name":"high"}""", "$d.name + ' ' + $d.Name", "low high")]
    [EveryStore("""{"":"empty"}""", "$d['']", "empty")]
    [EveryStore("[1,2]", "$d.Count", "2")]
    public void Data_is_reached_into_with_a_dot(string store, string data, string expression, string expected)
    {
        _host.Connect(store);

        Assert.Equal([expected], _host.Run($"param($data) $null = Add-StreamEvent ~s Test $data; $d = (Get-StreamEvent ~s).Data; {expression}", data).Succeeded().Lines);
    }

    [Theory]
    [EveryStore]
    public void What_is_not_declared_as_json_is_shown_as_it_is(string store)
    {
        _host.Connect(store);

        Assert.Equal(["""{"a":1}"""], _host.Run("""$null = Add-StreamEvent ~s Test ([System.Text.Encoding]::UTF8.GetBytes('{"a":1}')); (Get-StreamEvent ~s).Data""").Succeeded().Lines);
        Assert.Equal(["Byte[]"], _host.Run("$null = Add-StreamEvent ~t Test ([byte[]] (255, 254)); (Get-StreamEvent ~t).Data.GetType().Name").Succeeded().Lines);
        Assert.Equal(["True"], _host.Run("$null = Add-StreamEvent ~u Test; $null -eq (Get-StreamEvent ~u).Data").Succeeded().Lines);
    }

    [Theory]
    [EveryStore("Dog-~*", "Dog-fido Dog-fido Dog-fido Dog-fido Dog-rex")]
    [EveryStore("Dog-~* -Type *.Registered", "Dog-fido Dog-rex")]
    [EveryStore("Dog-~?ex, Cat-~*", "Dog-rex Cat-*")]
    [EveryStore("'Cat-~`*'", "Cat-*")]
    [EveryStore("Dog-~* -From 3", "Dog-fido")]
    [EveryStore("Dog-~* -Backward -MaxCount 2", "Dog-rex Dog-fido")]
    [EveryStore("-All -Type ~Purred", "Cat-*")]
    [EveryStore("dog-~*", "")]
    public void Wildcards_read_the_log(string store, string parameters, string streams)
    {
        _host.Connect(store, Dog + "; $null = New-Dog Rex -Id ~rex; $null = Add-StreamEvent 'Cat-~*' ~Purred");

        Assert.Equal(streams, _host.Run($"Get-StreamEvent {parameters} | ForEach-Object Stream").Succeeded().Line);
    }

    [Theory]
    [EveryStore]
    public void The_log_is_read_from_a_position(string store)
    {
        _host.Connect(store, Dog + "; filter Mine { if ($_.Stream -eq 'Dog-~fido') { $_.Revision } }");

        Assert.Equal("2 3", _host.Run("$third = Get-StreamEvent Dog-~fido -From 2 -MaxCount 1; Get-StreamEvent -All -FromPosition $third.Position | Mine").Succeeded().Line);
        Assert.Equal("2 3", _host.Run("Get-StreamEvent -All -FromPosition \"$($third.Position)\" | Mine").Succeeded().Line);
        Assert.Equal("1 0", _host.Run("Get-StreamEvent -All -Backward -FromPosition $third.Position | Mine").Succeeded().Line);
        Assert.Equal("ParameterArgumentTransformationError", _host.Run("Get-StreamEvent -All -FromPosition here").ErrorId);
    }

    [Theory]
    [EveryStore]
    public void The_stores_own_events_and_snapshots_come_when_asked_for(string store)
    {
        _host.Connect(store, Dog + "; $null = Add-StreamEvent snapshot-Dog-~fido Test; Set-EventStreamMetadata Dog-~fido -MaxCount 9; filter Mine { if ($_.Stream -like '*~fido') { $_.Stream } }");
        _host.Run("$from = (Get-StreamEvent Dog-~fido -Backward -MaxCount 1).Position").Succeeded();

        Assert.Equal("Dog-fido", _host.Run("Get-StreamEvent -All -FromPosition $from | Mine").Succeeded().Line);
        Assert.Equal("Dog-fido snapshot-Dog-fido $$Dog-fido", _host.Run("Get-StreamEvent -All -FromPosition $from -IncludeSystem | Mine").Succeeded().Line);
        Assert.Equal("$$Dog-fido", _host.Run("(Get-StreamEvent '$$Dog-~*').Stream").Succeeded().Line);
        Assert.Equal("snapshot-Dog-fido", _host.Run("(Get-StreamEvent snapshot-Dog-~*).Stream").Succeeded().Line);
    }

    [Theory]
    [EveryStore]
    public void Only_events_of_a_time_are_read(string store)
    {
        _host.Connect(store, Dog);
        _host.Run("$begin = (Get-StreamEvent Dog-~fido -MaxCount 1).Created; $end = (Get-StreamEvent Dog-~fido -Backward -MaxCount 1).Created.AddTicks(1)").Succeeded();

        Assert.Equal(["4"], _host.Run("@(Get-StreamEvent Dog-~fido -After $begin -Before $end).Count").Succeeded().Lines);
        Assert.Equal(["0"], _host.Run("@(Get-StreamEvent Dog-~fido -Before $begin).Count").Succeeded().Lines);
        Assert.Equal(["0"], _host.Run("@(Get-StreamEvent Dog-~* -After $end).Count").Succeeded().Lines);
    }

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public void A_link_is_followed_when_asked_for(string store)
    {
        _host.Connect(store, Dog);
        // A link is an event of this type whose data is no JSON.
        _host.Run("$null = Add-StreamEvent ~links '$>' ([System.Text.Encoding]::UTF8.GetBytes('1@Dog-~fido'))").Succeeded();

        Assert.Equal("links 0 $>", _host.Run("""Get-StreamEvent ~links | ForEach-Object { "$($_.Stream) $($_.Revision) $($_.Type)" }""").Succeeded().Line);
        Assert.Equal("Dog-fido 1 Dog.TrickAdded", _host.Run("""Get-StreamEvent ~links -ResolveLink | ForEach-Object { "$($_.Stream) $($_.Revision) $($_.Type)" }""").Succeeded().Line);
    }

    [Theory]
    [EveryStore]
    public void A_pipeline_that_ends_early_ends_the_read_and_the_session_goes_on(string store)
    {
        _host.Connect(store, Dog + "; $dog | Add-Trick (1..2000)");

        Assert.Equal(["0"], _host.Run("do { Get-StreamEvent Dog-~fido | ForEach-Object { $_.Revision; break } } while ($false)").Succeeded().Lines);
        Assert.Equal(["2004"], _host.Run("(Get-StreamEvent Dog-~fido).Count").Succeeded().Lines);
    }
}
