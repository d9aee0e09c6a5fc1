using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace Benchmarks.Macro;

/// <summary>A runspace of the PowerShell engine in this process.</summary>
internal sealed class Engine : IDisposable
{
    private readonly Runspace _runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());

    public Engine() => _runspace.Open();

    /// <summary>The module, as the build assembles it.</summary>
    public static string Module => PathOf(nameof(Module));

    /// <summary>A module with nothing in it.</summary>
    public static string EmptyModule => PathOf(nameof(EmptyModule));

    public void Import(string module) => Run("param($module) Import-Module $module", module);

    /// <summary>Runs a script; its output is taken one by one and dropped.</summary>
    public void Run(string script, params object?[] arguments)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddScript(script, useLocalScope: false);
        foreach (var argument in arguments)
            shell.AddArgument(argument);
        shell.Invoke();
        if (shell.Streams.Error.Count > 0)
            throw new InvalidOperationException(shell.Streams.Error[0].ToString(), shell.Streams.Error[0].Exception);
    }

    public void Dispose() => _runspace.Dispose();

    private static string PathOf(string key) =>
        typeof(Engine).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;
}
