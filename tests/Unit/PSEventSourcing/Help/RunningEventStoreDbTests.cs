using System.Text.RegularExpressions;
using EventStoreDb.Emulator;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Help;

/// <summary>What docs/running-eventstoredb.md shows is one script, which runs in one go.</summary>
[Collection(TestProfiles.Name)]
public sealed partial class RunningEventStoreDbTests : IAsyncLifetime
{
    private const string UsualAddress = "localhost:2113";

    /// <summary>Stands in for the person who would type passwords.</summary>
    private const string Person = """
        param($user, $text, $directory)
        $ExecutionContext.SessionState.Path.SetLocation($directory) | Out-Null
        $person = [pscredential]::new($user, [System.Net.NetworkCredential]::new('', $text).SecurePassword)
        $PSDefaultParameterValues['Connect-EventStore:Credential'] = $person
        function Read-Host { [System.Net.NetworkCredential]::new('', [guid]::NewGuid().ToString()).SecurePassword }
        """;

    /// <summary>What is left where the page did not come to its end.</summary>
    private const string CleanUp = """
        Get-PersistentSubscription Order-1 mailer | Remove-PersistentSubscription -Confirm:$false
        Get-ServerProjection totals | Remove-ServerProjection -Force -DeleteCheckpointStream -Confirm:$false
        Get-EventStoreUser ada | Remove-EventStoreUser -Confirm:$false
        Get-EventStream Order-1 | Remove-EventStream -Confirm:$false
        """;

    private static readonly (string Code, string? Shown)[] Blocks =
    [
        .. Block().Matches(File.ReadAllText(RepositoryFiles.In("docs/running-eventstoredb.md")).ReplaceLineEndings("\n"))
            .Select(block => (block.Groups["code"].Value, block.Groups["shown"].Success ? block.Groups["shown"].Value : null)),
    ];

    private readonly ModuleHost _host = new();
    private readonly ScratchDirectory _directory = new();
    private EmulatorServer? _emulator;

    [Theory]
    [InlineData("emulator")]
    [InlineData("real server")]
    public async Task The_page_runs_from_top_to_bottom_and_leaves_nothing_behind(string kind)
    {
        var server = await ServerAsync(kind);
        const string connect = "Connect-EventStore 'esdb://localhost:2113' -RootCertificate ./ca.crt";
        _host.Run(Adapt(connect, server)).Succeeded();
        SkipUnlessThePageFits(kind);

        try
        {
            _host.Run(Adapt(string.Concat(Blocks.Select(block => block.Code)), server)).Succeeded();
            Assert.Equal("", _host.Run("""
                Get-EventStoreProfile
                Get-PersistentSubscription Order-*
                Get-ServerProjection total*
                Get-EventStoreUser ad[a]
                Get-EventStream Order-* | Where-Object State -ne SoftDeleted
                """).Succeeded().Line);
        }
        finally
        {
            _host.Run(CleanUp);
        }
    }

    [Fact]
    public async Task It_shows_what_comes()
    {
        Assert.Contains(Blocks, block => block.Shown is not null);
        var server = await ServerAsync("emulator");

        foreach (var (code, expected) in Blocks)
        {
            var shown = _host.Show(Adapt(code, server));
            if (expected is not null)
                Assert.Equal(WithoutFigures(expected), WithoutFigures(shown));
        }
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _host.Dispose();
        _directory.Dispose();
        TestProfiles.Forget();
        if (_emulator is not null)
            await _emulator.DisposeAsync();
    }

    /// <summary>The usual port may be taken on this machine.</summary>
    private static string Adapt(string code, SecureServer server) => code
        .Replace("esdb://" + UsualAddress, server.ConnectionString, StringComparison.Ordinal)
        .Replace(" -Credential admin", "", StringComparison.Ordinal);

    /// <summary>Numbers, times and addresses differ from server to server, and spaces with them.</summary>
    private static string WithoutFigures(string shown) => Spaces().Replace(Figures().Replace(shown, "0"), " ").Trim();

    [GeneratedRegex(@"```powershell\n(?<code>.*?)```(\n\n```text\n(?<shown>.*?)```)?", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();

    [GeneratedRegex(@"(127\.0\.0\.1|localhost):\d+|\d[\d.,:-]*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Figures();

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();

    private async Task<SecureServer> ServerAsync(string kind)
    {
        SecureServer server;
        if (kind == "emulator")
        {
            _emulator = await EmulatorServer.StartAsync(new EmulatorOptions { Tls = true, OnDisk = true, Projections = ProjectionMode.All });
            server = SecureServer.Parse(_emulator.ConnectionString, _emulator.CertificateAuthority);
        }
        else
        {
            var real = Environment.GetEnvironmentVariable("EVENTSTOREDB_SECURE_URI");
            Assert.SkipWhen(string.IsNullOrEmpty(real), "EVENTSTOREDB_SECURE_URI is not set: no real server to test against.");
            server = SecureServer.Parse(real!, Environment.GetEnvironmentVariable("EVENTSTOREDB_ROOT_CERTIFICATES"));
        }

        var authority = File.Exists(server.Authority) ? await File.ReadAllTextAsync(server.Authority, TestContext.Current.CancellationToken) : server.Authority;
        await File.WriteAllTextAsync(_directory["ca.crt"], authority, TestContext.Current.CancellationToken);
        _host.Run(Person, server.User, server.Password, _directory[""]).Succeeded();
        return server;
    }

    /// <summary>The page is about a server on disk that runs projections; it tells itself what others refuse.</summary>
    private void SkipUnlessThePageFits(string kind)
    {
        if (kind == "emulator")
            return;
        Assert.SkipWhen(_host.Run("Get-ServerProjection").Errors.Count > 0, "The server of EVENTSTOREDB_SECURE_URI runs no projections.");
        Assert.SkipWhen(_host.Run("(Get-EventStoreStatistic).Disk").Line.Length == 0, "The server of EVENTSTOREDB_SECURE_URI keeps its database in memory.");
    }
}
