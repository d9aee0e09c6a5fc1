using EventSourcing.EventStoreDb.Client.Connection;

namespace PSEventSourcing.Profiles;

/// <summary>What of a connection string may be saved.</summary>
/// <param name="ConnectionString">It without user and password.</param>
/// <param name="UserName">The user in it.</param>
internal sealed record PublicConnection(string ConnectionString, string? UserName)
{
    /// <exception cref="EventSourcing.Persistence.ConfigurationException">The connection string is wrong.</exception>
    public static PublicConnection Of(string connectionString)
    {
        if (EventStoreDbClientSettings.Parse(connectionString).Credentials is not { } user)
            return new PublicConnection(connectionString, null);
        // Parsed, so what follows the scheme is user, hosts and query, and the last '@' before the query ends the user.
        var begin = connectionString.IndexOf("://", StringComparison.Ordinal) + 3;
        var query = connectionString.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? at : connectionString.Length;
        var end = connectionString.LastIndexOf('@', query - 1) + 1;
        return new PublicConnection(connectionString.Remove(begin, end - begin), user.UserName);
    }
}
