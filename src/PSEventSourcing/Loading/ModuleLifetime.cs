using System.Management.Automation;
using System.Management.Automation.Runspaces;
using PSEventSourcing.Commands.Aggregates.Definitions;
using PSEventSourcing.Sessions;

namespace PSEventSourcing.Loading;

/// <summary>What happens when PowerShell imports the module, and when it removes it. Importing only makes persistence
/// modules findable; it connects to nothing.</summary>
public sealed class ModuleLifetime : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<Guid> Importers = [];

    /// <summary>Called by PowerShell in each runspace that imports the module.</summary>
    public void OnImport()
    {
        var runspace = Runspace.DefaultRunspace;
        lock (Gate)
        {
            PersistenceModuleLoader.Attach();
            if (Importers.Add(runspace.InstanceId))
                runspace.StateChanged += Closed;
        }
    }

    /// <summary>Called by PowerShell in a runspace that removes the module; closes the sessions of that runspace.</summary>
    /// <param name="psModuleInfo">The module.</param>
    public void OnRemove(PSModuleInfo psModuleInfo) => Leave(Runspace.DefaultRunspace);

    private static void Closed(object? sender, RunspaceStateEventArgs change)
    {
        if (change.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken)
            Leave((Runspace)sender!);
    }

    private static void Leave(Runspace runspace)
    {
        runspace.StateChanged -= Closed;
        RunspaceSessions.CloseAll(runspace);
        RunspaceAggregates.Forget(runspace);
        lock (Gate)
        {
            // Other runspaces of the process may have the module still.
            if (Importers.Remove(runspace.InstanceId) && Importers.Count == 0)
                PersistenceModuleLoader.Detach();
        }
    }
}
