using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.PersistentSubscriptions;

/// <summary>A shell that is connected to a server, with names of its own: <c>$s</c> is a stream nobody else knows. What it
/// leaves on the server goes with it.</summary>
internal sealed class GroupHost : IDisposable
{
    public GroupHost(Servers servers, string kind)
        : this(Address(servers, kind)) =>
        Run("param($stream) $s = $stream", "groups-" + Guid.NewGuid().ToString("N"));

    private GroupHost((string Uri, string? Certificates) address)
    {
        Store = address;
        Run(
            """
            param($uri, $authority)
            $root = @{}
            if ($authority) { $root.RootCertificate = $authority }
            Connect-EventStore $uri @root
            """,
            address.Uri,
            address.Certificates!).Succeeded();
    }

    public static IEnumerable<TheoryDataRow<string>> Kinds { get; } = ["emulator", "emulator with TLS", "real server", "real server with TLS", "real cluster"];

    public ModuleHost Host { get; } = new();

    private (string Uri, string? Certificates) Store { get; }

    /// <summary>Another shell at the same stream.</summary>
    public GroupHost Another()
    {
        var another = new GroupHost(Store);
        another.Run("param($stream) $s = $stream", Run("$s").Lines[0]);
        return another;
    }

    public Outcome Run(string script, params object[] arguments) => Host.Run(script, arguments);

    /// <summary>What a script puts out, on one line.</summary>
    public string Told(string script, params object[] arguments) => string.Join(' ', Run(script, arguments).Succeeded().Lines);

    /// <summary>Appends events that count from 0 on.</summary>
    public GroupHost WithEvents(int count)
    {
        Run($"if ({count}) {{ 0..({count} - 1) | ForEach-Object {{ @{{ n = $_ }} }} | Add-StreamEvent $s Counted | Out-Null }}").Succeeded();
        return this;
    }

    /// <summary>Waits until a script puts out what is expected.</summary>
    public async Task UntilAsync(string expected, string script)
    {
        for (var attempt = 0; Told(script) != expected; attempt++)
        {
            Assert.True(attempt < 200, $"{script} puts out {Told(script)} and not {expected}.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public void Dispose()
    {
        Run("""
            Get-PersistentSubscription | Where-Object { $_.Stream -like "$s*" -or $_.Group -like "$s*" } | Remove-PersistentSubscription -Confirm:$false
            Get-EventStream "$s*" | Remove-EventStream -Confirm:$false
            """);
        Host.Dispose();
    }

    private static (string Uri, string? Certificates) Address(Servers servers, string kind) => kind switch
    {
        "emulator with TLS" => (servers.Secure.Replace("://", "://admin:changeit@", StringComparison.Ordinal), servers.Authority),
        "real server with TLS" => (Configured("EVENTSTOREDB_SECURE_URI"), Configured("EVENTSTOREDB_ROOT_CERTIFICATES")),
        "real cluster" => (Configured("EVENTSTOREDB_CLUSTER_URI"), null),
        _ => (servers.Of(kind), null),
    };

    private static string Configured(string variable)
    {
        var value = Environment.GetEnvironmentVariable(variable);
        Assert.SkipWhen(string.IsNullOrEmpty(value), $"{variable} is not set: no such server to test against.");
        return value!;
    }
}
