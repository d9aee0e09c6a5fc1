using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests;

/// <summary>The first script an operator reads, and what README.md shows of its output.</summary>
public sealed partial class TourTests
{
    private const string Script = "examples/operators-tour.ps1";
    private const string Temporary = "operators-tour-*";
    private const string Approval = "tests/Unit/PSEventSourcing/Approved/Tour.approved.txt";

    [Fact]
    public async Task The_tour_shows_what_operators_do_and_leaves_nothing_behind()
    {
        using var directory = new ScratchDirectory();

        var ended = await RunAsync(directory, Script);

        Assert.Equal((0, ""), (ended.ExitCode, ended.Errors));
        Approved.File(Approval, SqliteSession().Replace(Steady.Text(ended.Output), session => "SQLite".PadRight(session.Length)));
        Assert.Empty(Directory.GetFileSystemEntries(directory[""], Temporary));
    }

    [Fact]
    public async Task A_tour_that_fails_leaves_nothing_behind_and_the_operators_own_session_open()
    {
        using var directory = new ScratchDirectory();

        var ended = await RunAsync(directory, "-c", $$"""
            function Checkpoint-Aggregate { throw 'no snapshot today' }
            $mine = Connect-EventStore -Path :memory: -PassThru
            try { & ./{{Script}} } catch { "It failed: $_" }
            "Open: $((Get-EventStore).Id -eq $mine.Id). Aggregates: $((Get-AggregateType).Name). Mine: $(@(Get-EventStream).Count) streams."
            """);

        Assert.EndsWith("It failed: no snapshot today\nOpen: True. Aggregates: Dog. Mine: 0 streams.\n", ended.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(directory[""], Temporary));
    }

    [Fact]
    public void Every_cmdlet_that_needs_no_server_and_keeps_nothing_is_in_the_tour()
    {
        var tour = Parser.ParseFile(RepositoryFiles.In(Script), out _, out var errors);
        using var host = new ModuleHost();

        var called = tour.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Select(command => ((CommandAst)command).GetCommandName());

        Assert.Empty(errors);
        Assert.Empty(host.Run("""
            Get-Command -Module PSEventSourcing | Where-Object { -not [PSEventSourcing.Execution.ServerCmdlet].IsAssignableFrom($_.ImplementingType) -and $_.Noun -ne 'EventStoreProfile' } | ForEach-Object Name
            """).Succeeded().Lines.Except(called, StringComparer.Ordinal));
    }

    [Fact]
    public void The_readme_shows_real_output_of_the_tour()
    {
        var readme = File.ReadAllText(RepositoryFiles.In("README.md")).ReplaceLineEndings("\n");
        var section = readme.Split("\n## A tour for operators\n")[1].Split("\n## ")[0];
        var tour = Lines(File.ReadAllText(RepositoryFiles.In(Approval)));

        var shown = Block().Matches(section).Select(block => Lines(Steady.Text(block.Groups["lines"].Value))).ToList();

        Assert.NotEmpty(shown);
        Assert.All(shown, lines => Assert.Contains(lines, tour, StringComparison.Ordinal));
    }

    private static Task<ShellProcess.Ended> RunAsync(ScratchDirectory temporary, params string[] arguments) =>
        ShellProcess.RunAsync(arguments, null, ("TMPDIR", temporary[""]), ("TMP", temporary[""]));

    /// <summary>Empty lines, and spaces at the end of others, are the page's own.</summary>
    private static string Lines(string text) =>
        string.Concat(text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0).Select(line => line + "\n"));

    /// <summary>In the table of sessions: the version of SQLite, and as much of the path of the file as there is room for.</summary>
    [GeneratedRegex(@"SQLite {9}[\d. ]{10} .{32}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SqliteSession();

    [GeneratedRegex(@"```powershell\n(?<lines>.*?)```", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();
}
