using EventStoreDb.Emulator;

namespace PSEventSourcing.Tests.ServerProjections;

/// <summary>Nodes that run projections, and some that do not.</summary>
public sealed class ProjectionServers : IAsyncLifetime
{
    private EmulatorServer? _node;
    private EmulatorServer? _secure;
    private EmulatorServer? _systemOnly;
    private EmulatorServer? _without;
    private EmulatorCluster? _cluster;

    /// <summary>Where everything is to work.</summary>
    public static IEnumerable<TheoryDataRow<string>> Kinds { get; } = ["emulator", "emulated cluster", "real server", "real cluster"];

    /// <summary>Where all projections of their own may be restarted, without disturbing others.</summary>
    public static IEnumerable<TheoryDataRow<string>> OwnKinds { get; } = ["emulator", "emulated cluster"];

    /// <summary>A node that runs the server's own projections only.</summary>
    public string SystemOnly => _systemOnly!.ConnectionString;

    /// <summary>The secure node, without user and password.</summary>
    public string Secure => $"esdb://localhost:{_secure!.Address.Port}";

    /// <summary>The authority behind the secure node, as PEM text.</summary>
    public string Authority => _secure!.CertificateAuthority!;

    /// <summary>An operator at a server that runs projections.</summary>
    internal ProjectionHost Open(string kind)
    {
        var host = new ProjectionHost(Of(kind));
        if (kind.StartsWith("real", StringComparison.Ordinal) && host.Run("Get-ServerProjection").Errors is [var error, ..] && error.FullyQualifiedErrorId.StartsWith("ServerProjectionsDisabled,", StringComparison.Ordinal))
        {
            host.Dispose();
            Assert.Skip($"The {kind} runs without projections.");
        }

        return host;
    }

    public string Of(string kind) => kind switch
    {
        "emulator" => _node!.ConnectionString,
        "emulated cluster" => _cluster!.ConnectionString,
        "emulator without projections" => _without!.ConnectionString,
        "real server" => Real("EVENTSTOREDB_URI"),
        "real cluster" => Real("EVENTSTOREDB_CLUSTER_URI"),
        "real server without projections" => Real("EVENTSTOREDB_WITHOUT_PROJECTIONS_URI"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such server."),
    };

    public async ValueTask InitializeAsync()
    {
        var all = new EmulatorOptions { Projections = ProjectionMode.All };
        _node = await EmulatorServer.StartAsync(all);
        _secure = await EmulatorServer.StartAsync(all with { Tls = true });
        _systemOnly = await EmulatorServer.StartAsync(all with { Projections = ProjectionMode.System });
        _without = await EmulatorServer.StartAsync(all with { Projections = ProjectionMode.None });
        _cluster = await EmulatorCluster.StartAsync(options: all);
    }

    public async ValueTask DisposeAsync()
    {
        await _node!.DisposeAsync();
        await _secure!.DisposeAsync();
        await _systemOnly!.DisposeAsync();
        await _without!.DisposeAsync();
        await _cluster!.DisposeAsync();
    }

    private static string Real(string variable)
    {
        var uri = Environment.GetEnvironmentVariable(variable);
        Assert.SkipWhen(string.IsNullOrEmpty(uri), $"{variable} is not set: no real server to test against.");
        return uri!;
    }
}
