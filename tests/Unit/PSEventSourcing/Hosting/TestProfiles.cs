using System.Runtime.CompilerServices;

namespace PSEventSourcing.Tests.Hosting;

/// <summary>Profiles of stores that are none of the machine's. There is one folder of them for the process, so the tests
/// that save some run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class TestProfiles : IDisposable
{
    public const string Name = "profiles";

    public static string Folder { get; } = Path.Combine(Path.GetTempPath(), $"profiles-{Guid.NewGuid():N}");

    public void Dispose() => Forget();

    public static void Forget()
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    [ModuleInitializer]
    internal static void UseOwnFolder() => Environment.SetEnvironmentVariable("PSEVENTSOURCING_PROFILES", Folder);
}
