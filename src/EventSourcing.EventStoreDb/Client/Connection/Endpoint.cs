using System.Globalization;

namespace EventSourcing.EventStoreDb.Client.Connection;

/// <summary>Where a node can be reached.</summary>
/// <param name="Host">A DNS name, or an IP address; one of version 6 without brackets.</param>
/// <param name="Port">The port, 1 to 65535.</param>
public sealed record Endpoint(string Host, int Port)
{
    /// <summary>The port a node listens on unless told otherwise.</summary>
    public const int DefaultPort = 2113;

    /// <summary>Host and port, as in a URI.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}");
}
