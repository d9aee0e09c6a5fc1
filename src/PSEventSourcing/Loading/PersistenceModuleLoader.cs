using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;

namespace PSEventSourcing.Loading;

/// <summary>Answers the runtime when it looks for a persistence module by name, and for nothing else: each lies in
/// <c>modules/NAME</c> beside this assembly.</summary>
internal static class PersistenceModuleLoader
{
    private static readonly string Root = Path.Combine(
        Path.GetDirectoryName(typeof(PersistenceModuleLoader).Assembly.Location)!, "modules");

    // Never unloaded: a recorder of a module may outlive the removal of this PowerShell module.
    private static readonly ConcurrentDictionary<string, Lazy<Assembly>> Loaded = new(StringComparer.OrdinalIgnoreCase);

    private static int _isAttached;

    /// <summary>Begins to answer. Where it answers already nothing changes, not for a moment: another runspace may be opening
    /// a session.</summary>
    public static void Attach()
    {
        if (Interlocked.Exchange(ref _isAttached, 1) == 0)
            AssemblyLoadContext.Default.Resolving += Resolve;
    }

    /// <summary>Answers no more.</summary>
    public static void Detach()
    {
        if (Interlocked.Exchange(ref _isAttached, 0) == 1)
            AssemblyLoadContext.Default.Resolving -= Resolve;
    }

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        PathOf(name.Name) is { } path
            ? Loaded.GetOrAdd(path, static path => new(() => new PersistenceModuleContext(path).LoadModule())).Value
            : null;

    private static string? PathOf(string? name)
    {
        if (string.IsNullOrEmpty(name) || Path.GetFileName(name) != name)
            return null;
        var path = Path.Combine(Root, name, name + ".dll");
        return File.Exists(path) ? path : null;
    }
}
