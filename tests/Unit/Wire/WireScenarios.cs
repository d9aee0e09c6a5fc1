using Xunit;

namespace EventSourcing.Tests.Wire;

/// <summary>The recorded scenarios: those of the repository, or of the folder that WIRE_SCENARIOS names.</summary>
public static class WireScenarios
{
    private const string Scenarios = "scenarios";

    public static string Folder { get; } = Find();

    /// <summary>One test case per scenario, displayed by its name.</summary>
    public static TheoryData<string> All
    {
        get
        {
            var all = new TheoryData<string>();
            foreach (var file in Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal))
            {
                var name = Path.GetFileNameWithoutExtension(file);
                all.Add(new TheoryDataRow<string>(name) { TestDisplayName = name });
            }

            return all;
        }
    }

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("WIRE_SCENARIOS") is not { Length: > 0 } folder)
        {
            return Path.Combine(AppContext.BaseDirectory, Scenarios);
        }

        var inner = Path.Combine(folder, Scenarios);
        return Directory.Exists(inner) ? inner : folder;
    }
}
