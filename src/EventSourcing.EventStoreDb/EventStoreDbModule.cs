using System.Diagnostics.CodeAnalysis;
using EventSourcing.EventStoreDb;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.Persistence;

[assembly: PersistenceModule(typeof(EventStoreDbModule))]

namespace EventSourcing.EventStoreDb;

/// <summary>The module <c>EventSourcing.EventStoreDb</c>: events are kept in EventStoreDB.</summary>
/// <remarks>Its settings: <c>EVENTSTOREDB_URI</c>, the connection string; <c>EVENTSTOREDB_ROOT_CERTIFICATES</c>, PEM text
/// of root certificates or the path of a file with it; <c>EVENTSTOREDB_USERNAME</c> and <c>EVENTSTOREDB_PASSWORD</c>,
/// which go before those in the connection string. Each may also begin with <c>KURRENTDB_</c>.</remarks>
public sealed class EventStoreDbModule : IPersistenceModule
{
    private static readonly string[] Uri = ["EVENTSTOREDB_URI", "KURRENTDB_URI"];
    private static readonly string[] RootCertificates = ["EVENTSTOREDB_ROOT_CERTIFICATES", "KURRENTDB_ROOT_CERTIFICATES"];
    private static readonly string[] UserName = ["EVENTSTOREDB_USERNAME", "KURRENTDB_USERNAME"];
    private static readonly string[] Password = ["EVENTSTOREDB_PASSWORD", "KURRENTDB_PASSWORD"];

    /// <inheritdoc/>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The recorder disposes of its client.")]
    public IRecorder Open(Settings settings)
    {
        var client = EventStoreDbClientSettings.Parse(settings.Require("The connection string of EventStoreDB", Uri));
        if (settings.Find(RootCertificates) is { } roots)
            client = client with { RootCertificates = PemText(roots, settings) };
        if (settings.Find(UserName) is { } user)
            client = client with { Credentials = Credentials(user, settings.Require("The password of the EventStoreDB user", Password)) };
        return new EventStoreDbRecorder(new EventStoreDbClient(client), client.ToString());
    }

    private static UserCredentials Credentials(string user, string password)
    {
        try
        {
            return new UserCredentials(user, password);
        }
        catch (ArgumentException error)
        {
            throw new ConfigurationException("The user name of EventStoreDB must not be empty or hold a colon.", error);
        }
    }

    private static string PemText(string value, Settings settings)
    {
        if (value.Contains("-----BEGIN", StringComparison.Ordinal))
            return value;
        try
        {
            return File.ReadAllText(value);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ConfigurationException($"{settings.KeysTried(RootCertificates)} is neither PEM text nor the path of a file that can be read. {error.Message}", error);
        }
    }
}
