using EventStoreDb.Emulator;

namespace PSEventSourcing.Tests.Hosting;

/// <summary>An EventStoreDB to test against, with the standard projections: the emulator, and where the environment names
/// one, a real server.</summary>
public sealed class Servers : IAsyncLifetime
{
    private EmulatorServer? _insecure;
    private EmulatorServer? _secure;

    /// <summary>Connection strings without a user.</summary>
    public static IEnumerable<TheoryDataRow<string>> Kinds { get; } = ["emulator", "real server"];

    /// <summary>The authority behind the secure node, as PEM text.</summary>
    public string Authority => _secure!.CertificateAuthority!;

    /// <summary>The secure node, without user and password.</summary>
    public string Secure => $"esdb://localhost:{_secure!.Address.Port}";

    public string Insecure => _insecure!.ConnectionString;

    public string Of(string kind)
    {
        if (kind == "emulator")
            return Insecure;
        var real = Environment.GetEnvironmentVariable("EVENTSTOREDB_URI");
        Assert.SkipWhen(string.IsNullOrEmpty(real), "EVENTSTOREDB_URI is not set: no real server to test against.");
        return real!;
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
    }
}
