using System.Net;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Connection;

/// <summary>How to reach EventStoreDB: what a connection string says, and what cannot stand in one.</summary>
/// <remarks>Defaults are those of the official .NET client 23.3. Times in connection strings are milliseconds, and -1
/// means never.</remarks>
public sealed record EventStoreDbClientSettings
{
    /// <summary>The nodes to begin with.</summary>
    public required IReadOnlyList<Endpoint> Hosts { get; init; }

    /// <summary>Whether the nodes are asked for through the hosts (the schemes with <c>+discover</c>). A DNS name then stands
    /// for all of its addresses, and is looked up again in each attempt; certificates are still checked against the name.</summary>
    public bool Discover { get; init; }

    /// <summary>Whether the connection is encrypted (<c>tls</c>).</summary>
    public bool Tls { get; init; } = true;

    /// <summary>Whether the server's certificate is verified (<c>tlsVerifyCert</c>). If not, anybody can pretend to be
    /// the server.</summary>
    public bool TlsVerifyCert { get; init; } = true;

    /// <summary>A PEM file of root certificates that alone are trusted (<c>tlsCaFile</c>); <see langword="null"/>: the
    /// system's.</summary>
    public string? TlsCaFile { get; init; }

    /// <summary>PEM text of root certificates that alone are trusted; goes before <see cref="TlsCaFile"/>.</summary>
    public string? RootCertificates { get; init; }

    /// <summary>A PEM file with the user's certificate (<c>userCertFile</c>).</summary>
    public string? UserCertFile { get; init; }

    /// <summary>A PEM file with the key of the user's certificate (<c>userKeyFile</c>).</summary>
    public string? UserKeyFile { get; init; }

    /// <summary>The user on whose behalf calls are made; <see langword="null"/>: anonymous. Sent over TLS only.</summary>
    public UserCredentials? Credentials { get; init; }

    /// <summary>What the server shows the connection as (<c>connectionName</c>).</summary>
    public string ConnectionName { get; init; } = $"PSEventSourcing-{Guid.NewGuid()}";

    /// <summary>Which node of a cluster to talk to (<c>nodePreference</c>).</summary>
    public NodePreference NodePreference { get; init; }

    /// <summary>How often discovery is tried before it fails (<c>maxDiscoverAttempts</c>), from 1; -1: without end.</summary>
    public int MaxDiscoverAttempts { get; init; } = 10;

    /// <summary>The pause between attempts to discover (<c>discoveryInterval</c>).</summary>
    public TimeSpan DiscoveryInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a node may take to tell about its cluster (<c>gossipTimeout</c>).</summary>
    public TimeSpan GossipTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a call may take, and a read may wait for its next event (<c>defaultDeadline</c>);
    /// <see cref="Timeout.InfiniteTimeSpan"/>: for ever.</summary>
    public TimeSpan DefaultDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may be silent before it is probed (<c>keepAliveInterval</c>), at least a second;
    /// <see cref="Timeout.InfiniteTimeSpan"/>: never.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the answer to a probe may take (<c>keepAliveTimeout</c>), at least a second;
    /// <see cref="Timeout.InfiniteTimeSpan"/>: for ever.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether a wrong expected revision is an error of an append (<c>throwOnAppendFailure</c>). Known for the
    /// sake of shared connection strings: this client always raises it.</summary>
    public bool ThrowOnAppendFailure { get; init; } = true;

    /// <summary>How often a call is made again that failed because no node could take it, or that may safely be made
    /// twice; <see langword="null"/>: 3 times where a single node is named, and as long as the call's deadline allows in a
    /// cluster, because an election takes seconds.</summary>
    public int? MaxRetries { get; init; }

    /// <summary>The pause before the first such retry; it doubles with each, and is spread at random.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest pause between retries.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Looks up the addresses of a name.</summary>
    internal Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>Reads a connection string,
    /// <c>scheme://[user:password@]host[:port][,host[:port]…][/][?option=value[&amp;option=value…]]</c>.</summary>
    /// <param name="connectionString">The schemes are <c>esdb</c>, <c>kurrentdb</c>, <c>kurrent</c> and <c>kdb</c>, each
    /// also with <c>+discover</c>. User name, password and values are percent-decoded; schemes, options and their
    /// keywords may be written in any case.</param>
    /// <exception cref="ConfigurationException">Something in it is wrong. The message never holds the user name or
    /// password.</exception>
    public static EventStoreDbClientSettings Parse(string connectionString) => ConnectionString.Parse(connectionString);

    /// <summary>Where it leads; no options, no user.</summary>
    public override string ToString() => string.Join(',', Hosts);
}
