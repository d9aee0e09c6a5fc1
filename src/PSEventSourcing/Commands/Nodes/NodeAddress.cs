using System.Globalization;
using EventSourcing.EventStoreDb.Client.Connection;

namespace PSEventSourcing.Commands.Nodes;

/// <summary>Reads addresses of nodes.</summary>
internal static class NodeAddress
{
    /// <summary>Reads <c>host:port</c>, an IPv6 address in brackets; without a port it is the usual one.</summary>
    /// <exception cref="InvalidNodeAddressException">It is none.</exception>
    public static Endpoint Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        var hasPort = colon > text.LastIndexOf(']');
        var host = (hasPort ? text[..colon] : text).TrimStart('[').TrimEnd(']');
        var port = Endpoint.DefaultPort;
        if ((hasPort && !int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port))
            || port is < 1 or > ushort.MaxValue
            || Uri.CheckHostName(host) == UriHostNameType.Unknown)
            throw new InvalidNodeAddressException(text);
        return new Endpoint(host, port);
    }
}
