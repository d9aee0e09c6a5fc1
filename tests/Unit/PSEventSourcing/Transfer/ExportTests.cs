using System.Text.RegularExpressions;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Transfer;

public sealed class ExportTests : IDisposable
{
    private readonly ModuleHost _host = new();
    private readonly ScratchDirectory _directory = new();

    public ExportTests()
    {
        _directory.Enter(_host);
        _host.Run("""
            1..3 | ForEach-Object { Add-StreamEvent a-1 Counted @{ n = $_ } } | Out-Null
            Add-StreamEvent b-1 Counted '{ "n":1.50 }' | Out-Null
            Add-StreamEvent a-2 Seen ([byte[]] (0, 1, 255)) | Out-Null
            Add-StreamEvent a-1 Closed | Out-Null
            """).Succeeded();
    }

    public void Dispose()
    {
        _host.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void Each_event_is_a_line_between_the_first_and_the_last()
    {
        _host.Run("Export-EventStream a-2, b-1 x.ndjson").Succeeded();

        var lines = File.ReadAllLines(_directory["x.ndjson"]).Select(Steady).ToArray();
        Assert.Equal(
            [
                """{"format":"PSEventSourcing.EventStream","version":1}""",
                """{"stream":"a-2","revision":0,"id":"*","type":"Seen","isJson":false,"created":"*","dataBase64":"AAH/"}""",
                """{"stream":"b-1","revision":0,"id":"*","type":"Counted","isJson":true,"created":"*","data":{ "n":1.50 }}""",
                """{"count":2,"sha256":"*"}""",
            ],
            lines);
    }

    [Theory]
    [InlineData("a-1", "a-1@0 a-1@1 a-1@2 a-1@3")]
    [InlineData("-All", "a-1@0 a-1@1 a-1@2 b-1@0 a-2@0 a-1@3")]
    [InlineData("a-*", "a-1@0 a-1@1 a-1@2 a-2@0 a-1@3")]
    [InlineData("b-1, a-2", "b-1@0 a-2@0")]
    [InlineData("b-1, a-2, b-1", "b-1@0 a-2@0")]
    [InlineData("b-1, ?-2", "b-1@0 a-2@0")]
    [InlineData("a-* -Type C*d", "a-1@0 a-1@1 a-1@2 a-1@3")]
    [InlineData("-All -Before 2001-01-01", "")]
    [InlineData("nobody-*", "")]
    public void Selects_as_reading_does(string selection, string events)
    {
        _host.Run($"Export-EventStream {selection} -Path x.ndjson").Succeeded();

        var found = EventsOf().Matches(File.ReadAllText(_directory["x.ndjson"])).Select(match => $"{match.Groups["stream"]}@{match.Groups["revision"]}");
        Assert.Equal(events, string.Join(' ', found));
    }

    [Fact]
    public void Names_from_the_pipeline_go_into_one_file() =>
        Assert.Equal(["5 2"], _host.Run("""'a-1', 'a-2' | Export-EventStream -Path x.ndjson.gz | ForEach-Object { "$($_.Count) $($_.Streams)" }""").Succeeded().Lines);

    [Fact]
    public void Tells_what_was_written()
    {
        Assert.Equal(["4 1 True True True"], _host.Run("""
            $x = Export-EventStream a-1 x.ndjson.gz
            "$($x.Count) $($x.Streams) $($x.Bytes -eq [System.IO.FileInfo]::new($x.Path).Length) $($x.Path -eq "$PWD/x.ndjson.gz") $($x.Sha256 -match '^[0-9a-f]{64}$')"
            """.Replace("$PWD/", OperatingSystem.IsWindows() ? "$PWD\\" : "$PWD/", StringComparison.Ordinal)).Succeeded().Lines);
    }

    [Fact]
    public void The_same_events_give_the_same_file()
    {
        _host.Run("Export-EventStream -All -Path x.ndjson; Export-EventStream -All -Path y.ndjson").Succeeded();

        Assert.Equal(File.ReadAllBytes(_directory["x.ndjson"]), File.ReadAllBytes(_directory["y.ndjson"]));
    }

    [Fact]
    public void What_streams_no_longer_serve_is_left_out()
    {
        _host.Run("""
            Remove-EventStream a-2 -Confirm:$false
            Remove-EventStream b-1 -Tombstone -Confirm:$false
            Set-EventStreamMetadata a-1 -TruncateBefore 2
            """).Succeeded();

        Selects_as_reading_does("-All", "a-1@2 a-1@3");
    }

    [Fact]
    public void A_file_that_is_there_is_kept_unless_forced()
    {
        File.WriteAllText(_directory["x.ndjson"], "mine");

        Assert.Equal("ExportFileExists", _host.Run("Export-EventStream -All -Path x.ndjson").ErrorId);
        Assert.Equal("mine", File.ReadAllText(_directory["x.ndjson"]));

        _host.Run("Export-EventStream -All -Path x.ndjson -Force").Succeeded();
        Assert.NotEqual("mine", File.ReadAllText(_directory["x.ndjson"]));
        Assert.Equal(["x.ndjson"], _directory.Files);
    }

    [Theory]
    [InlineData("a-1, nobody -Path x.ndjson", "StreamNotFound")]
    [InlineData("a-1, '' -Path x.ndjson", "EmptyStreamName")]
    [InlineData("a-1 -Path nowhere/x.ndjson", "ExportFileUnusable")]
    [InlineData("a-1 -Path Variable:x", "InvalidTransfer")]
    public void What_cannot_be_exported_leaves_no_file(string parameters, string error)
    {
        Assert.Equal(error, _host.Run($"Export-EventStream {parameters}").ErrorId);
        Assert.Empty(_directory.Files);
    }

    [Fact]
    public void What_if_writes_nothing()
    {
        Assert.Empty(_host.Run("Export-EventStream -All -Path x.ndjson -WhatIf").Succeeded().Output);
        Assert.Empty(_directory.Files);
    }

    private static string Steady(string line) => Regex.Replace(
        line, """(?<="(id|created|sha256)":")[^"]+""", "*", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private static Regex EventsOf() => new(
        """\{"stream":"(?<stream>[^"]+)","revision":(?<revision>\d+)""", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
}
