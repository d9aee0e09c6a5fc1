using EventStoreDb.Emulator;

namespace PSEventSourcing.Tests.Hosting;

/// <summary>An EventStoreDB to test against, with the standard projections: the emulator, and where the environment names
/// one, a real server.</summary>
public sealed class Servers : IAsyncLifetime
{
    private const string Emulator = "emulator";

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private EmulatorServer? _insecure;
    private EmulatorServer? _secure;
    private EmulatorServer? _onDisk;
    private EmulatorCluster? _cluster;

    /// <summary>Connection strings without a user.</summary>
    public static IEnumerable<TheoryDataRow<string>> Kinds { get; } = [Emulator, "real server"];

    /// <summary>The authority behind the secure node, as PEM text.</summary>
    public string Authority => _secure!.CertificateAuthority!;

    /// <summary>The secure node, without user and password.</summary>
    public string Secure => $"esdb://localhost:{_secure!.Address.Port}";

    public string Insecure => _insecure!.ConnectionString;

    public string Of(string kind) => kind == Emulator ? Insecure : Real("EVENTSTOREDB_URI");

    /// <summary>A node with TLS. What names the real one holds the user and the password of an administrator.</summary>
    public SecureServer SecureOf(string kind) => kind == Emulator
        ? SecureServer.Parse(_secure!.ConnectionString, Authority)
        : SecureServer.Parse(Real("EVENTSTOREDB_SECURE_URI"), Environment.GetEnvironmentVariable("EVENTSTOREDB_ROOT_CERTIFICATES"));

    /// <summary>A node without TLS whose database is on disk.</summary>
    public async Task<string> OnDiskOfAsync(string kind)
    {
        if (kind != Emulator)
            return Real("EVENTSTOREDB_DISK_URI");
        await OnceAsync(async () => _onDisk ??= await EmulatorServer.StartAsync(new EmulatorOptions { OnDisk = true }));
        return _onDisk!.ConnectionString;
    }

    /// <summary>Three nodes without TLS.</summary>
    public async Task<string> ClusterOfAsync(string kind)
    {
        if (kind != Emulator)
            return Real("EVENTSTOREDB_CLUSTER_URI");
        await OnceAsync(async () => _cluster ??= await EmulatorCluster.StartAsync(options: new EmulatorOptions { OnDisk = true }));
        return _cluster!.ConnectionString;
    }

    public async ValueTask InitializeAsync()
    {
        _insecure = await EmulatorServer.StartAsync(new EmulatorOptions { Projections = ProjectionMode.All, StartStandardProjections = true });
        _secure = await EmulatorServer.StartAsync(new EmulatorOptions { Tls = true });
    }

    public async ValueTask DisposeAsync()
    {
        await _insecure!.DisposeAsync();
        await _secure!.DisposeAsync();
        if (_onDisk is not null)
            await _onDisk.DisposeAsync();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        _oneAtATime.Dispose();
    }

    private async Task OnceAsync(Func<Task> start)
    {
        await _oneAtATime.WaitAsync();
        try
        {
            await start();
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private static string Real(string variable)
    {
        var real = Environment.GetEnvironmentVariable(variable);
        Assert.SkipWhen(string.IsNullOrEmpty(real), $"{variable} is not set: no real server to test against.");
        return real!;
    }
}
