using System.Reflection;
using EventSourcing.Persistence.InMemory;

namespace EventSourcing.Persistence;

/// <summary>Finds the persistence module that the settings name.</summary>
public static class PersistenceModules
{
    /// <summary>The setting that names the module.</summary>
    public const string Key = "PERSISTENCE_MODULE";

    private const string InMemory = "EventSourcing.InMemory";

    private static readonly Dictionary<string, string> PythonSpellings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["eventsourcing_eventstoredb"] = "EventSourcing.EventStoreDb",
        ["eventsourcing_kurrentdb"] = "EventSourcing.EventStoreDb",
        ["eventsourcing.popo"] = InMemory,
        ["eventsourcing.sqlite"] = "EventSourcing.Sqlite",
    };

    /// <summary>Opens a recorder of the module that <c>PERSISTENCE_MODULE</c> names; in memory where it names none.</summary>
    /// <exception cref="ConfigurationException">There is no such module, or another setting is missing or wrong.</exception>
    public static IRecorder Open(Settings settings) => Find(settings).Open(settings);

    private static IPersistenceModule Find(Settings settings)
    {
        var named = settings.Find(Key) ?? InMemory;
        var name = PythonSpellings.GetValueOrDefault(named, named);
        if (name.Equals(InMemory, StringComparison.OrdinalIgnoreCase))
            return new InMemoryModule();

        var assembly = Load(name, settings);
        var module = assembly.GetCustomAttribute<PersistenceModuleAttribute>()?.ModuleType
            ?? throw new ConfigurationException($"{settings.KeysTried(Key)} names the assembly '{name}', which declares no persistence module. {Advice}");
        return Activator.CreateInstance(module) as IPersistenceModule
            ?? throw new ConfigurationException($"The assembly '{name}' declares {module.FullName} as its persistence module, which does not implement {nameof(IPersistenceModule)}.");
    }

    private static Assembly Load(string name, Settings settings)
    {
        try
        {
            return Assembly.Load(new AssemblyName(name));
        }
        catch (Exception error) when (error is IOException or BadImageFormatException or ArgumentException)
        {
            throw new ConfigurationException($"{settings.KeysTried(Key)} names '{name}', and no assembly of that name can be loaded. {Advice}", error);
        }
    }

    private const string Advice =
        "Use EventSourcing.InMemory (the default), EventSourcing.Sqlite, EventSourcing.EventStoreDb, or the name of an assembly that declares a persistence module, and reference its package.";
}
