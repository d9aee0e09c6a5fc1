using System.Text.RegularExpressions;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Transfer;

public sealed class ImportTests : IDisposable
{
    private readonly ModuleHost _host = new();
    private readonly ScratchDirectory _directory = new();

    public ImportTests()
    {
        _directory.Enter(_host);
        _host.Run("""
            1..3 | ForEach-Object { Add-StreamEvent a-1 Counted @{ n = $_ }; Add-StreamEvent a-2 Counted @{ n = $_ } } | Out-Null
            $file = (Export-EventStream a-* a.ndjson).Path
            """).Succeeded();
    }

    public void Dispose()
    {
        _host.Dispose();
        _directory.Dispose();
    }

    private const string Told = """ | ForEach-Object { "$($_.Source) > $($_.Stream): $($_.Written) $($_.AlreadyThere) $($_.LastRevision)" }""";

    [Fact]
    public void Streams_come_back_and_a_second_time_nothing_is_written()
    {
        Assert.Equal(["a-1 > b-1: 3 0 2", "a-2 > a-2: 0 3 2"], _host.Run("Import-EventStream a.ndjson -RenameStream @{ 'a-1' = 'b-1' }" + Told).Succeeded().Lines);
        Assert.Equal(["a-1 > b-1: 0 3 2", "a-2 > a-2: 0 3 2"], _host.Run("Import-EventStream a.ndjson -RenameStream @{ 'a-1' = 'b-1' }" + Told).Succeeded().Lines);
        Assert.Empty(_host.Run("Compare-EventStream a-1 b-1").Succeeded().Output);
    }

    [Theory]
    [InlineData("-Prefix new-", "new-a-1 new-a-2")]
    [InlineData("-RenameStream { $_ -replace '^a', 'c' }", "c-1 c-2")]
    [InlineData("-RenameStream { param($s) \"$s-copy\" } -Prefix x/", "x/a-1-copy x/a-2-copy")]
    [InlineData("-RenameStream @{ 'a-2' = 'z' } -Prefix x/", "x/a-1 x/z")]
    public void Streams_can_be_renamed(string parameters, string streams) =>
        Assert.Equal(streams, _host.Run($"(Import-EventStream a.ndjson {parameters}).Stream").Succeeded().Line);

    [Theory]
    [InlineData("-RenameStream { 'same' }", "InvalidTransfer")]
    [InlineData("-RenameStream @{ 'a-1' = 'a-2' }", "InvalidTransfer")]
    [InlineData("-RenameStream { }", "EmptyStreamName")]
    [InlineData("-RenameStream everything", "ParameterArgumentTransformationError")]
    public void Names_that_cannot_be_are_refused_before_anything_is_written(string parameters, string error)
    {
        Assert.Equal(error, _host.Run($"Import-EventStream a.ndjson {parameters}").ErrorId);
        Assert.Equal(["a-1", "a-2"], _host.Run("(Get-EventStream).Stream").Succeeded().Lines);
    }

    [Fact]
    public void What_came_of_an_import_that_was_cut_off_is_completed()
    {
        _host.Run("Get-StreamEvent a-1 -MaxCount 2 | Add-StreamEvent -Stream new-a-1 | Out-Null").Succeeded();

        Assert.Equal(["a-1 > new-a-1: 1 2 2", "a-2 > new-a-2: 3 0 2"], _host.Run("Import-EventStream a.ndjson -Prefix new-" + Told).Succeeded().Lines);
        Assert.Empty(_host.Run("Compare-EventStream a-? -Prefix new-").Succeeded().Output);
    }

    [Fact]
    public void A_stream_that_has_grown_since_is_left_alone()
    {
        _host.Run("Import-EventStream a.ndjson -Prefix new-; Add-StreamEvent new-a-1 Counted 4 | Out-Null").Succeeded();

        Assert.Equal(["a-1 > new-a-1: 0 3 2", "a-2 > new-a-2: 0 3 2"], _host.Run("Import-EventStream a.ndjson -Prefix new-" + Told).Succeeded().Lines);
        Assert.Equal(["4"], _host.Run("@(Get-StreamEvent new-a-1).Count").Lines);
    }

    [Theory]
    [InlineData("Add-StreamEvent new-a-1 Other 1", 1)]
    [InlineData("Get-StreamEvent a-1 -MaxCount 1 | Add-StreamEvent -Stream new-a-1; Add-StreamEvent new-a-1 Other 1", 2)]
    [InlineData("Get-StreamEvent a-1 -Backward | Add-StreamEvent -Stream new-a-1", 3)]
    public void A_stream_with_other_events_is_refused_and_the_others_go_on(string before, int events)
    {
        _host.Run(before).Succeeded();

        var outcome = _host.Run("Import-EventStream a.ndjson -Prefix new-" + Told);

        Assert.Equal(["a-2 > new-a-2: 3 0 2"], outcome.Lines);
        Assert.Equal("TargetStreamDiffers", outcome.ErrorId);
        Assert.Equal("new-a-1", outcome.Error.TargetObject);
        Assert.Equal([$"{events}"], _host.Run("@(Get-StreamEvent new-a-1).Count").Lines);
    }

    [Fact]
    public void A_deleted_stream_is_not_brought_to_life_unasked()
    {
        _host.Run("Import-EventStream a.ndjson -Prefix new- | Out-Null; Remove-EventStream new-a-1 -Confirm:$false; Remove-EventStream new-a-2 -Tombstone -Confirm:$false").Succeeded();

        Assert.Equal(["TargetStreamDiffers", "StreamDeleted"], _host.Run("Import-EventStream a.ndjson -Prefix new-").ErrorIds);
        Assert.Empty(_host.Run("Get-EventStream new-* | Where-Object -Not IsDeleted").Succeeded().Output);
    }

    [Fact]
    public void A_stream_that_was_truncated_at_the_target_is_compared_as_far_as_it_can_be()
    {
        _host.Run("Get-StreamEvent a-1 -MaxCount 2 | Add-StreamEvent -Stream new-a-1 | Out-Null; Set-EventStreamMetadata new-a-1 -TruncateBefore 1").Succeeded();
        Assert.Equal("a-1 > new-a-1: 1 2 2", _host.Run("Import-EventStream a.ndjson -Prefix new-" + Told).Succeeded().Lines[0]);

        _host.Run("Set-EventStreamMetadata new-a-1 -TruncateBefore 100").Succeeded();
        Assert.Equal("TargetStreamDiffers", _host.Run("Import-EventStream a.ndjson -Prefix new-").ErrorId);
    }

    [Fact]
    public void A_part_of_a_stream_begins_at_revision_0()
    {
        _host.Run("Set-EventStreamMetadata a-1 -TruncateBefore 1; Export-EventStream a-1 part.ndjson | Import-EventStream -Prefix new- | Out-Null").Succeeded();

        Assert.Equal(["0 2", "1 3"], _host.Run("""Get-StreamEvent new-a-1 | ForEach-Object { "$($_.Revision) $($_.Data.n)" }""").Succeeded().Lines);
        Assert.Equal(["a-1 > new-a-1: 0 2 1"], _host.Run("Import-EventStream part.ndjson -Prefix new-" + Told).Succeeded().Lines);
    }

    [Fact]
    public void An_id_that_a_stream_has_twice_is_written_twice()
    {
        _host.Run("""
            $id = [guid]::NewGuid()
            Add-StreamEvent twice A 1 -Id $id -ExpectedRevision NoStream | Out-Null
            Add-StreamEvent twice B 2 -Id $id -ExpectedRevision 0 | Out-Null
            Export-EventStream twice twice.ndjson | Import-EventStream -Prefix new- | Out-Null
            """).Succeeded();

        Assert.Empty(_host.Run("Compare-EventStream twice new-twice").Succeeded().Output);
        Assert.Equal(["twice > new-twice: 0 2 1"], _host.Run("Import-EventStream twice.ndjson -Prefix new-" + Told).Succeeded().Lines);
    }

    [Fact]
    public void What_if_says_what_would_be_written_and_writes_nothing()
    {
        _host.Run("Get-StreamEvent a-1 -MaxCount 2 | Add-StreamEvent -Stream new-a-1 | Out-Null").Succeeded();

        Approved.Text("View.Import.WhatIf", _host.Show("Import-EventStream a.ndjson -Prefix new- -WhatIf"));
        Assert.Equal(["2"], _host.Run("@(Get-StreamEvent new-*).Count").Lines);
        Assert.Equal("ExportDamaged", Damaged("\"n\":2", "\"n\":3", "-WhatIf").ErrorId);
    }

    [Theory]
    [InlineData("\"n\":2", "\"n\":3", 8)]
    [InlineData("\"n\":2}", "\"n\":2", 4)]
    [InlineData("\"isJson\":true", "\"isJson\":1", 2)]
    [InlineData("\"isJson\":true,", "", 2)]
    [InlineData("\"revision\":", "\"position\":", 2)]
    [InlineData("\"revision\":0", "\"revision\":0,\"revision\":0", 2)]
    [InlineData("\"version\":1", "\"version\":2", 1)]
    [InlineData("PSEventSourcing", "Something", 1)]
    [InlineData("{\"count\":6", "{\"count\":5", 8)]
    [InlineData("{\"count\"", "{\"stream\":\"x\",\"count\"", 8)]
    public void A_damaged_file_is_refused_with_the_line(string from, string to, int line)
    {
        var error = Damaged(from, to, "").Error;

        Assert.StartsWith("ExportDamaged,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"Line {line}:", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(_host.Run("Get-EventStream new-*").Succeeded().Output);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("nothing of the kind", 1)]
    [InlineData("{}\n", 1)]
    [InlineData("{\"format\":\"PSEventSourcing.EventStream\",\"version\":1}\n", 2)]
    public void A_file_of_something_else_is_refused(string content, int line)
    {
        File.WriteAllText(_directory["x.ndjson"], content);

        Assert.Contains($"Line {line}:", _host.Run("Import-EventStream x.ndjson").Error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere.ndjson")]
    [InlineData(".")]
    public void A_file_that_cannot_be_read_is_an_error(string path) =>
        Assert.Equal("ExportFileUnusable", _host.Run($"Import-EventStream {path}").ErrorId);

    [Fact]
    public void The_example_of_the_format_can_be_imported()
    {
        var page = File.ReadAllText(RepositoryFiles.In("docs/export-format.md"));
        File.WriteAllText(_directory["example.ndjson"], Regex.Match(page, "```json\n(?<json>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["json"].Value);

        Assert.Equal(["Account-1 > Account-1: 2 0 1"], _host.Run("Import-EventStream example.ndjson" + Told).Succeeded().Lines);
    }

    private Outcome Damaged(string from, string to, string parameters)
    {
        var text = File.ReadAllText(_directory["a.ndjson"]);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0);
        File.WriteAllText(_directory["damaged.ndjson"], text[..at] + to + text[(at + from.Length)..]);
        return _host.Run($"Import-EventStream damaged.ndjson -Prefix new- {parameters}");
    }
}
