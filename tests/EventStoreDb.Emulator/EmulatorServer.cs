using System.Globalization;
using EventStoreDb.Emulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace EventStoreDb.Emulator;

/// <summary>A running node that answers on the wire as EventStoreDB 23.10.8 does, and keeps its events in memory.</summary>
public sealed class EmulatorServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CertificateAuthority? _authority;
    private readonly TaskCompletionSource _stopping = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private EmulatorServer(WebApplication app, CertificateAuthority? authority, int port)
    {
        _app = app;
        _authority = authority;
        app.Lifetime.ApplicationStopping.Register(_stopping.SetResult);
        var isSecure = authority is not null;
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
    public string? CertificateAuthority => _authority?.Pem;

    /// <summary>Completes when the node was told to stop: by its process being ended, or by a Shutdown call.</summary>
    public Task Stopping => _stopping.Task;

    /// <summary>Starts a node that is empty.</summary>
    /// <param name="options">How to run it; by default insecure, on a free port.</param>
    /// <param name="cancel">Gives up starting.</param>
    /// <returns>The node, which answers already.</returns>
    public static async Task<EmulatorServer> StartAsync(EmulatorOptions? options = null, CancellationToken cancel = default)
    {
        options ??= new EmulatorOptions();
        var identity = new NodeIdentity();
        var authority = options.Tls ? new CertificateAuthority() : null;
        var app = Node.Build(options, identity, authority);
        try
        {
            await app.StartAsync(cancel);
        }
        catch
        {
            await app.DisposeAsync();
            authority?.Dispose();
            throw;
        }

        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        identity.Port = new Uri(addresses.Addresses.Single()).Port;
        return new EmulatorServer(app, authority, identity.Port);
    }

    /// <summary>Stops as the real node does: connections are closed, and open calls get no status.</summary>
    /// <returns>Nothing.</returns>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        _authority?.Dispose();
    }
}
