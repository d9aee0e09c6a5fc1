using System.Management.Automation;
using EventSourcing.Persistence;

namespace PSEventSourcing.Sessions;

/// <summary>Which settings a session is opened with.</summary>
internal static class SessionSettings
{
    public const string UriKey = "EVENTSTOREDB_URI";
    private const string KurrentUriKey = "KURRENTDB_URI";
    private const string FileKey = "SQLITE_DBNAME";
    private const string EventStoreDb = "EventSourcing.EventStoreDb";
    private const string Sqlite = "EventSourcing.Sqlite";

    /// <summary>What stands for no file in the place of a SQLite file.</summary>
    public const string InMemory = ":memory:";

    /// <summary>Whether the environment says which store to use.</summary>
    public static bool EnvironmentNamesStore => new Settings().Find(PersistenceModules.Key) is not null;

    /// <summary>Where the environment says the store is.</summary>
    public static string? EnvironmentAddress => ConnectionParts.Address(new Settings().Find(UriKey, KurrentUriKey)) ?? new Settings().Find(FileKey);

    /// <summary>Settings for a SQLite file.</summary>
    public static Settings ForFile(string file) => new() { [PersistenceModules.Key] = Sqlite, [FileKey] = file };

    /// <summary>Settings that are all taken from the environment.</summary>
    /// <param name="fullPath">Completes the path of a file.</param>
    public static Settings OfEnvironment(Func<string, string> fullPath)
    {
        var settings = new Settings();
        if (settings.Find(FileKey) is { Length: > 0 } file)
            settings[FileKey] = fullPath(file);
        return settings;
    }

    /// <summary>Settings for EventStoreDB; what is not given is taken from the environment.</summary>
    /// <param name="connectionString">Where it is and how to connect; else the environment may name any store.</param>
    /// <param name="credential">The user to connect as.</param>
    /// <param name="rootCertificates">PEM text, or the path of a file.</param>
    /// <param name="fullPath">Completes the path of a file that the environment names.</param>
    /// <exception cref="ConfigurationException">Neither the caller nor the environment names a store.</exception>
    public static Settings For(string? connectionString, PSCredential? credential, string? rootCertificates, Func<string, string> fullPath)
    {
        var settings = OfEnvironment(fullPath);
        if (connectionString is not null)
        {
            settings[PersistenceModules.Key] = EventStoreDb;
            settings[UriKey] = connectionString;
        }
        else if (!EnvironmentNamesStore)
        {
            _ = settings.Require("Which event store to connect to", PersistenceModules.Key, UriKey, KurrentUriKey, FileKey);
            settings[PersistenceModules.Key] = settings.Find(UriKey, KurrentUriKey) is null ? Sqlite : EventStoreDb;
        }

        if (rootCertificates is not null)
            settings["EVENTSTOREDB_ROOT_CERTIFICATES"] = rootCertificates;
        if (credential?.GetNetworkCredential() is { } user)
        {
            // Not user.UserName, which would split a domain off.
            settings["EVENTSTOREDB_USERNAME"] = credential.UserName;
            settings["EVENTSTOREDB_PASSWORD"] = user.Password;
        }

        return settings;
    }
}
