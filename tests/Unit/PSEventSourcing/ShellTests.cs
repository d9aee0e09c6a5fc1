using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests;

public sealed class ShellTests(Servers servers) : IClassFixture<Servers>
{
    [Fact]
    public async Task The_example_shows_dogs_their_past_and_what_is_stored()
    {
        var ended = await ShellProcess.RunAsync("examples/training-school.ps1");

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("Fido                    3 roll over, play dead, fetch ball", ended.Output, StringComparison.Ordinal);
        Assert.Contains("Fido                    1 roll over\n", ended.Output, StringComparison.Ordinal);
        Assert.Contains("Bella                   1 sit", ended.Output, StringComparison.Ordinal);
        Assert.Contains("Dog.TrickAdded           @{trick=fetch ball}", ended.Output, StringComparison.Ordinal);
        Assert.StartsWith("WARNING: No event store is connected", ended.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("emulator")]
    [InlineData("real server")]
    public async Task Another_process_finds_the_dog_of_the_example(string kind)
    {
        (string, string)[] environment = [("PERSISTENCE_MODULE", "EventSourcing.EventStoreDb"), ("EVENTSTOREDB_URI", servers.Of(kind))];

        var first = await ShellProcess.RunAsync(["examples/training-school.ps1"], null, environment);
        var id = first.Output.Split("The id of Fido: ")[1].Split('\n')[0];
        var second = await ShellProcess.RunAsync(["-c", $"(Get-Dog {id}).Tricks"], null, environment);

        Assert.Equal((0, ""), (first.ExitCode, first.Errors));
        Assert.Equal((0, "roll over\nplay dead\nfetch ball\n"), (second.ExitCode, second.Output));
    }

    [Theory]
    [InlineData("'fine'", 0)]
    [InlineData("throw 'no'", 1)]
    [InlineData("exit 5", 5)]
    [InlineData("Get-Dog rex; 'and on'", 0)]
    [InlineData("$ErrorActionPreference = 'Stop'; Get-Dog rex; 'and on'", 1)]
    [InlineData("if (", 1)]
    public async Task The_exit_code_says_how_a_script_ended(string script, int exitCode)
    {
        var file = Path.ChangeExtension(Path.GetTempFileName(), ".ps1");
        await File.WriteAllTextAsync(file, script, TestContext.Current.CancellationToken);

        Assert.Equal(exitCode, (await ShellProcess.RunAsync(file)).ExitCode);
        Assert.Equal(exitCode, (await ShellProcess.RunAsync("-c", script)).ExitCode);
        File.Delete(file);
    }

    [Fact]
    public async Task A_script_gets_its_arguments_and_knows_its_place()
    {
        var directory = Directory.CreateTempSubdirectory();
        var file = Path.Combine(directory.FullName, "script.ps1");
        await File.WriteAllTextAsync(file, "param($First, [int] $Number, [switch] $On) \"$First $Number $On $PSScriptRoot\"", TestContext.Current.CancellationToken);

        var ended = await ShellProcess.RunAsync(file, "-Number", "-3", "one", "-On");

        Assert.Equal($"one -3 True {directory.FullName}\n", ended.Output);
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_script_that_is_not_there_is_an_error()
    {
        var ended = await ShellProcess.RunAsync("nowhere.ps1");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("There is no script", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_come_from_redirected_input_and_may_span_lines()
    {
        var ended = await ShellProcess.RunAsync([], "$x = 1\nif ($x) {\n  'yes'\n}\nthrow 'no'\n'and on'\n");

        Assert.Equal((1, "yes\nand on\n"), (ended.ExitCode, ended.Output));
        Assert.Contains("no", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exit_ends_redirected_input() =>
        Assert.Equal((3, ""), await ShellProcess.RunAsync([], "exit 3\n'not reached'\n") is var ended ? (ended.ExitCode, ended.Output) : default);
}
