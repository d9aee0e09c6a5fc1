extern alias Emulator;

using System.Net;
using System.Net.Sockets;
using Emulator::EventStoreDb.Emulator;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.EventStoreDb.Client;

public sealed class ConnectionErrorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_not_there_is_told_at_once_and_nothing_was_written()
    {
        await using var client = ClientOf($"esdb://localhost:{ClosedPort()}?tls=false");

        await Assert.ThrowsAsync<StoreUnavailableException>(() => client.GetServerVersionAsync(Cancel));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => AppendAsync(client));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await client.ReadStreamAsync("s", StreamRead.Forwards, Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_certificate_of_an_authority_that_is_not_trusted_is_refused()
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorOptions { Tls = true }, Cancel);
        await using var client = ClientOf($"esdb://localhost:{server.Address.Port}");

        var error = await Assert.ThrowsAsync<StoreCertificateException>(() => AppendAsync(client));
        Assert.Contains("EVENTSTOREDB_ROOT_CERTIFICATES", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tlsVerifyCert=false", false)]
    [InlineData("tls=true", true)]
    public async Task A_certificate_is_taken_when_its_root_is_given_or_none_is_asked_for(string option, bool giveRoot)
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorOptions { Tls = true }, Cancel);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, server.CertificateAuthority, Cancel);
            await using var client = ClientOf($"esdb://admin:changeit@localhost:{server.Address.Port}?{option}{(giveRoot ? "&tlsCaFile=" + Uri.EscapeDataString(file) : "")}");

            Assert.Equal(0, (await AppendAsync(client)).Revision);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("no PEM")]
    [InlineData("")]
    public void Root_certificates_that_are_none_are_refused_before_connecting(string pem) =>
        Assert.Throws<ConfigurationException>(() => ClientOf("esdb://localhost", settings => settings with { RootCertificates = pem }));

    [Fact]
    public async Task Who_may_not_is_told_so_and_the_password_is_not()
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorOptions { Tls = true }, Cancel);
        EventStoreDbClient Connect(string user) => ClientOf(
            $"esdb://{user}localhost:{server.Address.Port}", settings => settings with { RootCertificates = server.CertificateAuthority });
        await using var anonymous = Connect("");
        await using var wrong = Connect("admin:s3cr3t@");

        await Assert.ThrowsAsync<AccessDeniedException>(() => AppendAsync(anonymous));
        await Assert.ThrowsAsync<AccessDeniedException>(async () => await anonymous.ReadStreamAsync("s", StreamRead.Forwards, Cancel).ToListAsync(Cancel));
        var errors = new Exception[]
        {
            await Assert.ThrowsAsync<NotAuthenticatedException>(() => AppendAsync(wrong)),
            await Assert.ThrowsAsync<NotAuthenticatedException>(() => wrong.GetServerVersionAsync(Cancel)),
            await Assert.ThrowsAsync<NotAuthenticatedException>(async () => await wrong.ReadAllAsync(AllRead.Forwards, Cancel).ToListAsync(Cancel)),
        };
        Assert.All(errors, error => Assert.DoesNotContain("s3cr3t", error.ToString(), StringComparison.Ordinal));
        Assert.All(errors, error => Assert.Contains("'admin'", error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, false, "add tls=false")]
    [InlineData(false, true, "remove tls=false")]
    public async Task TLS_on_one_side_only_is_told_with_what_to_change(bool clientTls, bool serverTls, string advice)
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorOptions { Tls = serverTls }, Cancel);
        await using var client = ClientOf($"esdb://localhost:{server.Address.Port}?tls={clientTls}");

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => client.GetServerVersionAsync(Cancel));

        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_client_says_so()
    {
        await using var server = await EmulatorServer.StartAsync(cancel: Cancel);
        var client = ClientOf(server.ConnectionString);
        await AppendAsync(client);
        await client.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => AppendAsync(client));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.GetServerVersionAsync(Cancel));
    }

    private static EventStoreDbClient ClientOf(string connectionString, Func<EventStoreDbClientSettings, EventStoreDbClientSettings>? change = null)
    {
        var settings = EventStoreDbClientSettings.Parse(connectionString) with { RetryDelay = TimeSpan.FromMilliseconds(1) };
        return new EventStoreDbClient(change is null ? settings : change(settings));
    }

    private static Task<AppendResult> AppendAsync(EventStoreDbClient client) =>
        client.AppendAsync("s", ExpectedRevision.NoStream, [new NewEvent(Guid.NewGuid(), "Counted", "{}"u8.ToArray())], Cancel);

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
