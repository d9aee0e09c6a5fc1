using System.Management.Automation;
using System.Runtime.CompilerServices;
using PSEventSourcing.Shell.Hosting;

namespace PSEventSourcing.Tests.Hosting;

/// <summary>A runspace of the real engine with the assembled module imported, as an operator has it.</summary>
internal sealed class ModuleHost : IDisposable
{
    private readonly StringWriter _shown = new();
    private readonly ShellUI _ui;
    private readonly Engine _engine;

    public ModuleHost(bool import = true)
    {
        _ui = new ShellUI(new StringReader(""), _shown, _shown);
        _engine = Engine.Start(_ui);
        if (import)
            _engine.ImportModule();
    }

    public static string Manifest => Path.Combine(Engine.ModuleDirectory, "PSEventSourcing.psd1");

    /// <summary>Runs a script.</summary>
    public Outcome Run(string script, params object[] arguments)
    {
        using var shell = Script(script, arguments);
        var output = new PSDataCollection<PSObject>();
        ErrorRecord? end = null;
        try
        {
            shell.Invoke(null, output);
        }
        catch (RuntimeException error)
        {
            end = error.ErrorRecord;
        }

        var errors = shell.Streams.Error.ToList();
        if (end is not null)
            errors.Add(end);
        return new Outcome(
            [.. output],
            errors,
            end is not null,
            [.. shell.Streams.Warning.Select(warning => warning.Message)],
            [.. shell.Streams.Verbose.Select(verbose => verbose.Message)]);
    }

    /// <summary>Runs a script, and returns what a person would have seen.</summary>
    public string Show(string script)
    {
        _shown.GetStringBuilder().Clear();
        _engine.RunText(script);
        return _shown.ToString();
    }

    /// <summary>A script that is yet to be run.</summary>
    public PowerShell Script(string script, params object[] arguments)
    {
        var shell = PowerShell.Create(_engine.Runspace);
        shell.AddScript(script, useLocalScope: false);
        foreach (var argument in arguments)
            shell.AddArgument(argument);
        return shell;
    }

    /// <summary>What the tab key offers at the end of a line.</summary>
    public IReadOnlyList<CompletionResult> Complete(string line)
    {
        using var shell = PowerShell.Create(_engine.Runspace);
        return CommandCompletion.CompleteInput(line, line.Length, [], shell).CompletionMatches;
    }

    public void Dispose()
    {
        _engine.Dispose();
        _ui.Dispose();
        _shown.Dispose();
    }

    /// <summary>The store of the machine these tests run on is none of theirs, unless they say so.</summary>
    [ModuleInitializer]
    internal static void ForgetConfiguredStore() => Environment.SetEnvironmentVariable("PERSISTENCE_MODULE", null);
}
