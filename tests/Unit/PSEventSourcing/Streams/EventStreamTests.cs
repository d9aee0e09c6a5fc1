using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Streams;

public sealed class EventStreamTests(Servers servers) : IClassFixture<Servers>, IDisposable
{
    private const string ThreeStreams = """
        1..3 | ForEach-Object { Add-StreamEvent ~a-1 Counted $_ } | Out-Null
        Add-StreamEvent ~a-2 Counted 1 | Out-Null
        Add-StreamEvent ~b-1 Counted 1 | Out-Null
        filter Mine { if ($_.Stream -like '~*') { $_ } }
        """;

    private readonly StoreHost _host = new(servers);

    public void Dispose() => _host.Dispose();

    [Theory]
    [EveryStore("", "a-1 a-2 b-1")]
    [EveryStore("~a-*", "a-1 a-2")]
    [EveryStore("~?-1", "a-1 b-1")]
    [EveryStore("~b-1, ~a-1", "b-1 a-1")]
    [EveryStore("*~?-1", "a-1 b-1")]
    [EveryStore("~A-*", "")]
    public void Streams_are_found_by_name_and_by_wildcard(string store, string parameters, string streams)
    {
        _host.Connect(store, ThreeStreams);

        Assert.Equal(streams, _host.Run($"(Get-EventStream {parameters} | Mine).Stream").Succeeded().Line);
    }

    [Theory]
    [EveryStore]
    public void A_stream_tells_its_first_and_last_event(string store)
    {
        _host.Connect(store, ThreeStreams);

        Assert.Equal(["0 2 Active", "True"], _host.Run("""
            $s = Get-EventStream ~a-1; "$($s.FirstRevision) $($s.LastRevision) $($s.State)"
            $s.LastEvent -eq (Get-StreamEvent ~a-1 -Backward -MaxCount 1).Created
            """).Succeeded().Lines);
    }

    [Theory]
    [EveryStore]
    public void A_stream_that_is_not_there_is_an_error_of_its_own(string store)
    {
        _host.Connect(store, ThreeStreams);
        var outcome = _host.Run("'~nobody', '~a-1', '' | Get-EventStream");

        Assert.Equal(["a-1"], outcome.Lines);
        Assert.Equal(["StreamNotFound", "EmptyStreamName"], outcome.ErrorIds);
    }

    [Theory]
    [EveryStore]
    public void Deleted_streams_are_shown_as_such_and_revive(string store)
    {
        _host.Connect(store, ThreeStreams);
        _host.Run("Remove-EventStream ~a-1 -Confirm:$false; Remove-EventStream ~a-2 -Tombstone -Confirm:$false").Succeeded();

        Assert.Equal(["a-1 SoftDeleted", "a-2 Tombstoned", "b-1 Active"], _host.Run("""Get-EventStream | Mine | ForEach-Object { "$_ $($_.State)" }""").Succeeded().Lines);
        Assert.Equal(["a-1 Truncated 3 3"], _host.Run("""$null = Add-StreamEvent ~a-1 Counted 4; Get-EventStream ~a-1 | ForEach-Object { "$_ $($_.State) $($_.FirstRevision) $($_.LastRevision)" }""").Succeeded().Lines);
        Assert.Equal("StreamDeleted", _host.Run("Add-StreamEvent ~a-2 Counted 1").ErrorId);
    }

    [Theory]
    [EveryStore]
    public void The_stores_own_streams_come_when_asked_for(string store)
    {
        _host.Connect(store, ThreeStreams);
        _host.Run("Set-EventStreamMetadata ~a-1 -MaxCount 2").Succeeded();

        Assert.DoesNotContain("$$a-1", _host.Run("(Get-EventStream).Stream").Succeeded().Lines);
        Assert.Contains("$$a-1", _host.Run("(Get-EventStream -IncludeSystem).Stream").Succeeded().Lines);
        Assert.Equal(["$$a-1"], _host.Run("(Get-EventStream '$$~*').Stream").Succeeded().Lines);
    }

    [Theory]
    [EveryStore]
    public void Snapshots_come_when_asked_for(string store)
    {
        _host.Connect(store, ThreeStreams);
        _host.Run("$null = Add-StreamEvent snapshot-~a-1 Test").Succeeded();

        Assert.DoesNotContain("snapshot-a-1", _host.Run("(Get-EventStream *~a-1).Stream").Succeeded().Lines);
        Assert.Contains("snapshot-a-1", _host.Run("(Get-EventStream *~a-1 -IncludeSystem).Stream").Succeeded().Lines);
        Assert.Equal(["snapshot-a-1"], _host.Run("(Get-EventStream snapshot-~*).Stream").Succeeded().Lines);
    }

    [Theory]
    [EveryStore]
    public void Wildcards_delete_what_they_match_and_nothing_else(string store)
    {
        _host.Connect(store, ThreeStreams);
        _host.Run("Remove-EventStream ~a-* -Confirm:$false").Succeeded();

        Assert.Equal(["b-1"], _host.Run("Get-EventStream | Mine | Where-Object -Not IsDeleted | ForEach-Object Stream").Succeeded().Lines);
    }

    [Theory]
    [EveryStore("~a-1 -ExpectedRevision 1", "WrongExpectedRevision")]
    [EveryStore("~nobody", "StreamNotFound")]
    public void What_cannot_be_deleted_says_why(string store, string parameters, string error)
    {
        _host.Connect(store, ThreeStreams);

        Assert.Equal(error, _host.Run($"Remove-EventStream {parameters} -Confirm:$false").ErrorId);
        Assert.Equal(["3"], _host.Run("@(Get-StreamEvent ~a-1).Count").Lines);
    }

    [Theory]
    [EveryStore]
    public void Metadata_that_is_given_is_set_and_the_rest_stays(string store)
    {
        _host.Connect(store, ThreeStreams);
        _host.Run("Set-EventStreamMetadata ~a-1 -MaxCount 2 -MaxAge 1.00:00:00 -Custom @{ owner = 'ann'; deep = @{ list = 1, 2 } } -Acl @{ Read = 'ann', '$ops' }").Succeeded();
        _host.Run("Set-EventStreamMetadata ~a-1 -Remove maxage, deep -Custom ([pscustomobject]@{ team = 7 })").Succeeded();

        Assert.Equal(["2 ann 7 ann,$ops  1 False"], _host.Run("""$m = Get-EventStreamMetadata ~a-1; "$($m.MaxCount) $($m.Custom.owner) $($m.Custom.team) $($m.Acl.Read -join ',') $($m.MaxAge)$($m.Custom.deep) $($m.Revision) $($m.IsIgnored)" """).Succeeded().Lines);
        Assert.Equal(["1", "2"], _host.Run("(Get-StreamEvent ~a-1).Revision").Succeeded().Lines);
    }

    [Theory]
    [EveryStore]
    public void Metadata_is_set_for_all_streams_that_match_and_put_out_when_asked_for(string store)
    {
        _host.Connect(store, ThreeStreams);

        Assert.Equal(["a-1 5", "a-2 5"], _host.Run("""Set-EventStreamMetadata ~a-* -TruncateBefore 5 -PassThru | ForEach-Object { "$($_.Stream) $($_.TruncateBefore)" }""").Succeeded().Lines);
    }

    [Theory]
    [EveryStore("-MaxAge 0:0:0.5", "InvalidStreamMetadata")]
    [EveryStore("-Custom @{ '$tb' = 1 }", "InvalidStreamMetadata")]
    [EveryStore("-Acl @{ Fly = 'ann' }", "ParameterArgumentTransformationError")]
    [EveryStore("-Acl everybody", "ParameterArgumentTransformationError")]
    [EveryStore("-MaxCount 0", "ParameterArgumentValidationError")]
    public void Metadata_that_a_store_would_ignore_is_refused(string store, string parameters, string error)
    {
        _host.Connect(store, ThreeStreams);

        Assert.Equal(error, _host.Run($"Set-EventStreamMetadata ~a-1 {parameters}").ErrorId);
        Assert.Equal(["True"], _host.Run("$null -eq (Get-EventStreamMetadata ~a-1).Revision").Succeeded().Lines);
    }

    [Theory]
    [EveryStore]
    public void What_if_changes_nothing(string store)
    {
        _host.Connect(store, ThreeStreams);
        _host.Run("Remove-EventStream ~a-* -Tombstone -WhatIf; Set-EventStreamMetadata ~a-1 -MaxCount 1 -WhatIf").Succeeded();

        Assert.Equal(["3"], _host.Run("@(Get-StreamEvent ~a-1).Count").Succeeded().Lines);
    }
}
