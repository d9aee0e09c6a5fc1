using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace PSEventSourcing.Shell.Hosting;

/// <summary>A runspace of the PowerShell engine, and how commands run in it.</summary>
internal sealed class Engine : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ShellUI _ui;
    private readonly ShellHost _host;
    private Action? _stopRunning;

    private Engine(ShellUI ui)
    {
        _ui = ui;
        _host = new ShellHost(ui);
        Runspace = RunspaceFactory.CreateRunspace(_host, InitialSessionState.CreateDefault2());
        Runspace.Open();
    }

    /// <summary>Where the module is assembled.</summary>
    public static string ModuleDirectory { get; } = typeof(Engine).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == nameof(ModuleDirectory)).Value!;

    /// <summary>The runspace.</summary>
    public Runspace Runspace { get; }

    /// <summary>What <c>exit</c> was called with; <see langword="null"/> until it is.</summary>
    public int? ExitCode => _host.ExitCode;

    /// <summary>Opens a runspace with the core cmdlets alone.</summary>
    public static Engine Start(ShellUI ui) => new(ui);

    /// <summary>Imports the module.</summary>
    /// <exception cref="FileNotFoundException">It has not been built.</exception>
    public void ImportModule()
    {
        var manifest = Path.Combine(ModuleDirectory, "PSEventSourcing.psd1");
        if (!File.Exists(manifest))
            throw new FileNotFoundException($"There is no module at {manifest}. Build it: dotnet build src/PSEventSourcing");
        using var shell = PowerShell.Create(Runspace);
        shell.AddCommand("Import-Module").AddParameter("Name", manifest).AddParameter("ErrorAction", ActionPreference.Stop).Invoke();
    }

    /// <summary>Runs a script file.</summary>
    /// <returns>The exit code: 0 where it went through, what <c>exit</c> was called with, else 1.</returns>
    public int RunFile(string file, IEnumerable<string> arguments)
    {
        var path = Path.GetFullPath(file);
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no script {path}.");
        var script = Parser.ParseFile(path, out _, out var errors);

        if (errors.Length > 0)
            return Fail(new ParseException(errors).ErrorRecord);

        // Run as a function and not by its path, because 'exit' in a script that is called by path only ends that script.
        var name = Path.GetFileName(path);
        Runspace.SessionStateProxy.InvokeProvider.Item.Set($"Function:\\{name}", script.GetScriptBlock());
        var (named, positional) = ScriptArguments.Split(arguments);
        return Run(shell => shell.AddCommand(name).AddParameters(named).AddParameters(positional));
    }

    /// <summary>Runs commands.</summary>
    /// <returns>The exit code, as of <see cref="RunFile"/>.</returns>
    public int RunText(string commands) => Run(shell => shell.AddScript(commands, useLocalScope: false));

    /// <summary>Stops what runs now, as Ctrl+C does. Does not wait.</summary>
    /// <returns>Whether anything ran.</returns>
    public bool Stop()
    {
        lock (_gate)
        {
            _stopRunning?.Invoke();
            return _stopRunning is not null;
        }
    }

    /// <summary>Closes the runspace.</summary>
    public void Dispose() => Runspace.Dispose();

    private int Run(Action<PowerShell> add)
    {
        using var shell = PowerShell.Create(Runspace);
        add(shell);
        shell.Commands.Commands[^1].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
        lock (_gate)
            _stopRunning = () => shell.BeginStop(null, null);
        try
        {
            shell.Invoke();
            return ExitCode ?? 0;
        }
        catch (PipelineStoppedException)
        {
            return 1;
        }
        catch (RuntimeException error)
        {
            return Fail(error.ErrorRecord);
        }
        finally
        {
            lock (_gate)
                _stopRunning = null;
        }
    }

    /// <summary>Lets the engine render an error that ended a pipeline, as it renders the others.</summary>
    private int Fail(ErrorRecord error)
    {
        using var shell = PowerShell.Create(Runspace);
        shell.AddCommand("Out-Default");
        _ui.WhileOutputIsErrors(() => shell.Invoke(new[] { error }));
        return 1;
    }
}
