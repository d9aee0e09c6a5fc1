using System.Diagnostics;
using PSEventSourcing.Shell.Hosting;

namespace PSEventSourcing.Tests.Hosting;

/// <summary>Runs the shell as a process of its own.</summary>
internal static class ShellProcess
{
    // The stores of the machine these tests run on are none of theirs, unless they say so.
    private static readonly string[] Configured = ["PERSISTENCE_MODULE", "EVENTSTOREDB_URI", "KURRENTDB_URI", "SQLITE_DBNAME"];

    public sealed record Ended(int ExitCode, string Output, string Errors);

    public static Task<Ended> RunAsync(params string[] arguments) => RunAsync(arguments, input: null);

    /// <summary>Starts it with a script, and leaves it to the caller.</summary>
    public static Process Start(params string[] arguments)
    {
        var process = Process.Start(StartInfo(arguments, []))!;
        process.StandardInput.Close();
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    public static async Task<Ended> RunAsync(string[] arguments, string? input, params (string Name, string Value)[] environment)
    {
        using var process = Process.Start(StartInfo(arguments, environment))!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Ended(process.ExitCode, (await output).ReplaceLineEndings("\n"), (await errors).ReplaceLineEndings("\n"));
    }

    private static ProcessStartInfo StartInfo(string[] arguments, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!.Contains("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet")
        {
            WorkingDirectory = RepositoryFiles.Root,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(Engine).Assembly.Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var name in Configured)
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return start;
    }
}
