using System.Management.Automation;
using System.Management.Automation.Runspaces;
using PSEventSourcing.Shell.Hosting;

namespace PSEventSourcing.Shell.Interactive;

/// <summary>The prompt that a person types commands at.</summary>
internal sealed class Prompt(Engine engine)
{
    private readonly LineEditor _editor = new(engine.Runspace);

    /// <summary>Runs until <c>exit</c>, or Ctrl+D on an empty line.</summary>
    public int Run()
    {
        while (engine.ExitCode is null && ReadCommand() is { } command)
        {
            if (string.IsNullOrWhiteSpace(command))
                continue;
            _editor.Remember(command);
            engine.RunText(command);
        }

        return engine.ExitCode ?? 0;
    }

    private string? ReadCommand()
    {
        var command = _editor.Read($"PS {Location()}> ");
        while (command is not null && CommandReader.IsIncomplete(command))
        {
            var more = _editor.Read(">> ");
            if (more is null)
                return "";
            command += "\n" + more;
        }

        return command;
    }

    private string Location()
    {
        using var shell = PowerShell.Create(engine.Runspace);
        return shell.AddScript("$ExecutionContext.SessionState.Path.CurrentLocation.Path").Invoke<string>().FirstOrDefault() ?? "";
    }
}
