using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests;

public sealed class EventStreamTests : IDisposable
{
    private readonly ModuleHost _host = new();

    public EventStreamTests() => _host.Run("""
        1..3 | ForEach-Object { Add-StreamEvent a-1 Counted $_ } | Out-Null
        Add-StreamEvent a-2 Counted 1 | Out-Null
        Add-StreamEvent b-1 Counted 1 | Out-Null
        """).Succeeded();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("", "a-1 a-2 b-1")]
    [InlineData("a-*", "a-1 a-2")]
    [InlineData("?-1", "a-1 b-1")]
    [InlineData("b-1, a-1", "b-1 a-1")]
    [InlineData("A-*", "")]
    public void Streams_are_found_by_name_and_by_wildcard(string parameters, string streams) =>
        Assert.Equal(streams, string.Join(' ', _host.Run($"(Get-EventStream {parameters}).Stream").Succeeded().Lines));

    [Fact]
    public void A_stream_tells_its_first_and_last_event()
    {
        Assert.Equal(["0 2 Active", "True"], _host.Run("""
            $s = Get-EventStream a-1; "$($s.FirstRevision) $($s.LastRevision) $($s.State)"
            $s.LastEvent -eq (Get-StreamEvent a-1 -Backward -MaxCount 1).Created
            """).Succeeded().Lines);
    }

    [Fact]
    public void A_stream_that_is_not_there_is_an_error_of_its_own()
    {
        var outcome = _host.Run("'nobody', 'a-1', '' | Get-EventStream");

        Assert.Equal(["a-1"], outcome.Lines);
        Assert.Equal(["StreamNotFound", "EmptyStreamName"], outcome.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
    }

    [Fact]
    public void Deleted_streams_are_shown_as_such_and_revive()
    {
        _host.Run("Remove-EventStream a-1 -Confirm:$false; Remove-EventStream a-2 -Tombstone -Confirm:$false").Succeeded();

        Assert.Equal(["a-1 SoftDeleted", "a-2 Tombstoned", "b-1 Active"], _host.Run("""Get-EventStream | ForEach-Object { "$_ $($_.State)" }""").Succeeded().Lines);
        Assert.Equal(["a-1 Truncated 3 3"], _host.Run("""$null = Add-StreamEvent a-1 Counted 4; Get-EventStream a-1 | ForEach-Object { "$_ $($_.State) $($_.FirstRevision) $($_.LastRevision)" }""").Succeeded().Lines);
        Assert.StartsWith("StreamDeleted,", _host.Run("Add-StreamEvent a-2 Counted 1").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void The_stores_own_streams_come_when_asked_for()
    {
        _host.Run("Set-EventStreamMetadata a-1 -MaxCount 2").Succeeded();

        Assert.DoesNotContain("$$a-1", _host.Run("(Get-EventStream).Stream").Succeeded().Lines);
        Assert.Contains("$$a-1", _host.Run("(Get-EventStream -IncludeSystem).Stream").Succeeded().Lines);
        Assert.Equal(["$$a-1"], _host.Run("(Get-EventStream '$*').Stream").Succeeded().Lines);
    }

    [Fact]
    public void Wildcards_delete_what_they_match_and_nothing_else()
    {
        _host.Run("Remove-EventStream a-* -Confirm:$false").Succeeded();

        Assert.Equal(["b-1"], _host.Run("Get-EventStream | Where-Object -Not IsDeleted | ForEach-Object Stream").Succeeded().Lines);
    }

    [Theory]
    [InlineData("a-1 -ExpectedRevision 1", "WrongExpectedRevision")]
    [InlineData("nobody", "StreamNotFound")]
    public void What_cannot_be_deleted_says_why(string parameters, string error)
    {
        Assert.StartsWith(error + ",", _host.Run($"Remove-EventStream {parameters} -Confirm:$false").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["3"], _host.Run("@(Get-StreamEvent a-1).Count").Lines);
    }

    [Fact]
    public void Metadata_that_is_given_is_set_and_the_rest_stays()
    {
        _host.Run("Set-EventStreamMetadata a-1 -MaxCount 2 -MaxAge 1.00:00:00 -Custom @{ owner = 'ann'; deep = @{ list = 1, 2 } } -Acl @{ Read = 'ann', '$ops' }").Succeeded();
        _host.Run("Set-EventStreamMetadata a-1 -Remove maxage, deep -Custom ([pscustomobject]@{ team = 7 })").Succeeded();

        Assert.Equal(["2 ann 7 ann,$ops  1 False"], _host.Run("""$m = Get-EventStreamMetadata a-1; "$($m.MaxCount) $($m.Custom.owner) $($m.Custom.team) $($m.Acl.Read -join ',') $($m.MaxAge)$($m.Custom.deep) $($m.Revision) $($m.IsIgnored)" """).Succeeded().Lines);
        Assert.Equal(["1", "2"], _host.Run("(Get-StreamEvent a-1).Revision").Succeeded().Lines);
    }

    [Fact]
    public void Metadata_is_set_for_all_streams_that_match_and_put_out_when_asked_for() =>
        Assert.Equal(["a-1 5", "a-2 5"], _host.Run("""Set-EventStreamMetadata a-* -TruncateBefore 5 -PassThru | ForEach-Object { "$($_.Stream) $($_.TruncateBefore)" }""").Succeeded().Lines);

    [Theory]
    [InlineData("-MaxAge 0:0:0.5", "InvalidStreamMetadata")]
    [InlineData("-Custom @{ '$tb' = 1 }", "InvalidStreamMetadata")]
    [InlineData("-Acl @{ Fly = 'ann' }", "ParameterArgumentTransformationError")]
    [InlineData("-Acl everybody", "ParameterArgumentTransformationError")]
    [InlineData("-MaxCount 0", "ParameterArgumentValidationError")]
    public void Metadata_that_a_store_would_ignore_is_refused(string parameters, string error)
    {
        Assert.StartsWith(error + ",", _host.Run($"Set-EventStreamMetadata a-1 {parameters}").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["True"], _host.Run("$null -eq (Get-EventStreamMetadata a-1).Revision").Succeeded().Lines);
    }

    [Fact]
    public void What_if_changes_nothing()
    {
        _host.Run("Remove-EventStream a-* -Tombstone -WhatIf; Set-EventStreamMetadata a-1 -MaxCount 1 -WhatIf").Succeeded();

        Assert.Equal(["3"], _host.Run("@(Get-StreamEvent a-1).Count").Succeeded().Lines);
    }
}
