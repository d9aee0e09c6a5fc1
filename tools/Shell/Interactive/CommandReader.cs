using System.Management.Automation.Language;
using PSEventSourcing.Shell.Hosting;

namespace PSEventSourcing.Shell.Interactive;

/// <summary>Runs commands as they come in line by line, one as soon as it is complete.</summary>
internal sealed class CommandReader(Engine engine, TextReader input)
{
    /// <summary>Runs them all. A failed one does not keep the next from running.</summary>
    /// <returns>What <c>exit</c> was called with; else 1 where any failed, and 0 where none did.</returns>
    public int Run()
    {
        var failed = false;
        var command = "";
        while (engine.ExitCode is null && input.ReadLine() is { } line)
        {
            command += line + "\n";
            if (IsIncomplete(command))
                continue;
            failed |= engine.RunText(command) != 0;
            command = "";
        }

        if (engine.ExitCode is null && command.Length > 0)
            failed |= engine.RunText(command) != 0;
        return engine.ExitCode ?? (failed ? 1 : 0);
    }

    /// <summary>Whether more lines may make it a whole command.</summary>
    public static bool IsIncomplete(string command)
    {
        Parser.ParseInput(command, out _, out var errors);
        return errors.Any(error => error.IncompleteInput);
    }
}
