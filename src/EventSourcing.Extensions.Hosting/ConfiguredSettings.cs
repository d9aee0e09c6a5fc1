using EventSourcing.Persistence;
using Microsoft.Extensions.Configuration;

namespace EventSourcing.Extensions.Hosting;

/// <summary>Settings out of a section of the host's configuration.</summary>
internal static class ConfiguredSettings
{
    /// <summary>Takes every value under the section as one that is given in code. <c>TrainingSchool:SQLITE_DBNAME</c> is
    /// <c>TRAININGSCHOOL_SQLITE_DBNAME</c>, in any case of letters.</summary>
    public static Settings Of(IConfiguration section)
    {
        var settings = new Settings();
        foreach (var (key, value) in section.AsEnumerable(makePathsRelative: true))
            if (value is not null)
                settings[key.Replace(ConfigurationPath.KeyDelimiter, "_", StringComparison.Ordinal).ToUpperInvariant()] = value;
        return settings;
    }
}
