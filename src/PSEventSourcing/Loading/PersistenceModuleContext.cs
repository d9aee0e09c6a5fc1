using System.Reflection;
using System.Runtime.Loader;

namespace PSEventSourcing.Loading;

/// <summary>Holds one persistence module and all it needs, managed and native, as its <c>.deps.json</c> says. Other
/// PowerShell modules in the process may bring other versions of the same assemblies; neither sees the other's.</summary>
internal sealed class PersistenceModuleContext(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
{
    /// <summary>The one assembly both sides talk about, so there must be one of it.</summary>
    private static readonly Assembly Core = typeof(EventSourcing.Application).Assembly;

    private readonly AssemblyDependencyResolver _resolver = new(path);

    public Assembly LoadModule() => LoadFromAssemblyPath(path);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == Core.GetName().Name)
            return Core;
        return _resolver.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } found ? LoadUnmanagedDllFromPath(found) : 0;
}
