using System.Globalization;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Connection;

/// <summary>Takes a connection string apart. What stands before the query may be, or may by a slip belong to, a password,
/// so no message repeats it.</summary>
internal static class ConnectionString
{
    private const string DiscoverSuffix = "+discover";
    private const string Form = "scheme://[user:password@]host[:port][,host[:port]…][?option=value&…]";

    private static readonly string[] Schemes = ["esdb", "kurrentdb", "kurrent", "kdb"];

    public static EventStoreDbClientSettings Parse(string text)
    {
        var separator = text.IndexOf("://", StringComparison.Ordinal);
        if (separator < 0)
            throw Wrong($"it has no scheme. Write it as {Form}");

        var scheme = text[..separator].Trim().ToLowerInvariant();
        var discover = scheme.EndsWith(DiscoverSuffix, StringComparison.Ordinal);
        if (!Schemes.Contains(discover ? scheme[..^DiscoverSuffix.Length] : scheme, StringComparer.Ordinal))
            throw Wrong($"its scheme is none of {string.Join(", ", Schemes)}, or one of them with {DiscoverSuffix}");

        var rest = text[(separator + 3)..].Trim();
        var query = "";
        if (rest.IndexOf('?', StringComparison.Ordinal) is >= 0 and var queryStart)
            (rest, query) = (rest[..queryStart], rest[(queryStart + 1)..]);
        if (rest.IndexOf('/', StringComparison.Ordinal) is >= 0 and var pathStart)
            rest = pathStart == rest.Length - 1 ? rest[..pathStart] : throw Wrong($"it has a path, and there must be none; in a user name or password write '/' as %2F, '?' as %3F, '@' as %40 and ':' as %3A");

        UserCredentials? credentials = null;
        if (rest.LastIndexOf('@') is >= 0 and var userEnd)
            (credentials, rest) = (ParseUser(rest[..userEnd]), rest[(userEnd + 1)..]);

        var settings = new EventStoreDbClientSettings
        {
            Hosts = [.. rest.Split(',').Select(ParseHost)],
            Discover = discover,
            Credentials = credentials,
        };
        return ConnectionStringOptions.Apply(settings, query);
    }

    internal static ConfigurationException Wrong(string why, Exception? innerException = null) =>
        new($"The connection string of EventStoreDB cannot be used: {why}.", innerException) { Key = "EVENTSTOREDB_URI" };

    private static UserCredentials ParseUser(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1)
            throw Wrong("before its '@' there must be a user name, a colon and a password");
        try
        {
            return new UserCredentials(Uri.UnescapeDataString(text[..colon]), Uri.UnescapeDataString(text[(colon + 1)..]));
        }
        catch (ArgumentException)
        {
            throw Wrong("its user name holds a colon, and a user name cannot");
        }
    }

    private static Endpoint ParseHost(string text, int index)
    {
        text = text.Trim();
        var which = string.Create(CultureInfo.InvariantCulture, $"host number {index + 1}");
        var hostEnd = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) + 1 : text.IndexOf(':', StringComparison.Ordinal);
        if (hostEnd == 0)
            throw Wrong($"{which} is empty, or begins with '[' and lacks ']'");
        var (host, port) = hostEnd < 0 ? (text, "") : (text[..hostEnd], text[hostEnd..]);
        host = host.Trim('[', ']');
        var known = Uri.CheckHostName(host);
        if (known == UriHostNameType.Unknown || text.StartsWith('[') != (known == UriHostNameType.IPv6))
            throw Wrong($"{which} is neither a host name nor an IP address (write one of version 6 in brackets)");
        if (port.Length == 0)
            return new Endpoint(host, Endpoint.DefaultPort);
        return port.StartsWith(':') && int.TryParse(port.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65535
            ? new Endpoint(host, number)
            : throw Wrong($"the port of {which} is not a number from 1 to 65535");
    }
}
