using System.Globalization;
using EventStoreDb.Emulator.Hosting;

namespace EventStoreDb.Emulator;

/// <summary>A running node that answers on the wire as EventStoreDB 23.10.8 does, and keeps its events in memory.</summary>
public sealed class EmulatorServer : IAsyncDisposable
{
    private readonly SharedState _shared;
    private readonly RunningNode _node;

    private EmulatorServer(SharedState shared, RunningNode node)
    {
        _shared = shared;
        _node = node;
        var isSecure = shared.Authority is not null;
        var port = shared.Cluster.Members[0].Port;
        Address = new UriBuilder(isSecure ? Uri.UriSchemeHttps : Uri.UriSchemeHttp, "127.0.0.1", port).Uri;
        ConnectionString = string.Create(
            CultureInfo.InvariantCulture,
            $"esdb://{(isSecure ? "admin:changeit@" : "")}127.0.0.1:{port}?tls={(isSecure ? "true" : "false")}");
    }

    /// <summary>Where the node listens.</summary>
    public Uri Address { get; }

    /// <summary>
    /// What a client is given to connect. For a secure node it holds the built-in administrator; the client also
    /// has to trust <see cref="CertificateAuthority"/>.
    /// </summary>
    public string ConnectionString { get; }

    /// <summary>The certificate of the authority behind a secure node's own certificate, as PEM text; else null.</summary>
    public string? CertificateAuthority => _shared.Authority?.Pem;

    /// <summary>Completes when the node was told to stop: by its process being ended, or by a Shutdown call.</summary>
    public Task Stopping => _node.Stopping;

    /// <summary>The calls that have begun and not ended, each as service and method: <c>Streams/Read</c>.</summary>
    public IReadOnlyList<string> OpenCalls => _shared.Calls.Now;

    /// <summary>All events in the log as it is now, also those that were deleted.</summary>
    public IReadOnlyList<CommittedEvent> Committed => _shared.Database.Committed;

    /// <summary>Starts a node that is empty.</summary>
    /// <param name="options">How to run it; by default insecure, on a free port.</param>
    /// <param name="cancel">Gives up starting.</param>
    /// <returns>The node, which answers already.</returns>
    public static async Task<EmulatorServer> StartAsync(EmulatorOptions? options = null, CancellationToken cancel = default)
    {
        options ??= new EmulatorOptions();
        var shared = new SharedState(nodes: 1, replicas: 0, options);
        try
        {
            shared.Cluster.Members[0].Port = options.Port;
            return new EmulatorServer(shared, await RunningNode.StartAsync(shared, shared.Cluster.Members[0], cancel));
        }
        catch
        {
            shared.Dispose();
            throw;
        }
    }

    /// <summary>Stops as the real node does: connections are closed, and open calls get no status.</summary>
    /// <returns>Nothing.</returns>
    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        _shared.Dispose();
    }
}
