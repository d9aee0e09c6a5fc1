using System.Management.Automation;
using EventSourcing.Persistence;

namespace PSEventSourcing.Sessions;

/// <summary>Which settings a session is opened with.</summary>
internal static class SessionSettings
{
    public const string UriKey = "EVENTSTOREDB_URI";
    private const string KurrentUriKey = "KURRENTDB_URI";
    private const string EventStoreDb = "EventSourcing.EventStoreDb";

    /// <summary>Whether the environment says which store to use.</summary>
    public static bool EnvironmentNamesStore => new Settings().Find(PersistenceModules.Key) is not null;

    /// <summary>Where the environment says EventStoreDB is.</summary>
    public static string? EnvironmentAddress => ConnectionParts.Address(new Settings().Find(UriKey, KurrentUriKey));

    /// <summary>Settings for EventStoreDB; what is not given is taken from the environment.</summary>
    /// <param name="connectionString">Where it is and how to connect; else the environment may name any store.</param>
    /// <param name="credential">The user to connect as.</param>
    /// <param name="rootCertificates">PEM text, or the path of a file.</param>
    /// <exception cref="ConfigurationException">Neither the caller nor the environment names a store.</exception>
    public static Settings For(string? connectionString, PSCredential? credential, string? rootCertificates)
    {
        var settings = new Settings();
        if (connectionString is not null)
        {
            settings[PersistenceModules.Key] = EventStoreDb;
            settings[UriKey] = connectionString;
        }
        else if (!EnvironmentNamesStore)
        {
            _ = settings.Require("Which event store to connect to", PersistenceModules.Key, UriKey, KurrentUriKey);
            settings[PersistenceModules.Key] = EventStoreDb;
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
