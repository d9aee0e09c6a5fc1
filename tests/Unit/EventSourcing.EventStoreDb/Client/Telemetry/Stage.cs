extern alias Emulator;

using System.Text;
using Emulator::EventStoreDb.Emulator;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.EventStoreDb.Client.Telemetry;

/// <summary>A client and its server. To be set up before somebody watches: what a server does is in no trace then.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly EmulatorServer _server;

    private Stage(EmulatorServer server, EventStoreDbClientSettings settings)
    {
        _server = server;
        Client = new EventStoreDbClient(settings with { RetryDelay = TimeSpan.FromMilliseconds(1) });
    }

    public EventStoreDbClient Client { get; }

    public int Port => _server.Address.Port;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<Stage> SetAsync(FaultPlan? faults = null)
    {
        var server = await EmulatorServer.StartAsync(new EmulatorOptions { Faults = faults }, Cancel);
        return new Stage(server, EventStoreDbClientSettings.Parse(server.ConnectionString));
    }

    public static async Task<Stage> SetSecureAsync(string user)
    {
        var server = await EmulatorServer.StartAsync(new EmulatorOptions { Tls = true }, Cancel);
        return new Stage(server, EventStoreDbClientSettings.Parse($"esdb://{user}@localhost:{server.Address.Port}?connectionName=the-connection-name") with { RootCertificates = server.CertificateAuthority });
    }

    public static NewEvent Event(string metadata = "", string type = "Barked") => new(Guid.NewGuid(), type, "{}"u8.ToArray(), Encoding.UTF8.GetBytes(metadata));

    public Task<AppendResult> AppendAsync(string stream, params NewEvent[] events) => Client.AppendAsync(stream, ExpectedRevision.NoStream, events, Cancel);

    public async Task<RecordedEvent> FirstAsync(string stream) => await Client.ReadStreamAsync(stream, StreamRead.Forwards, Cancel).FirstAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _server.DisposeAsync();
    }
}
