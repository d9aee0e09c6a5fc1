using EventStoreDb.Emulator.Clustering;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace EventStoreDb.Emulator.Hosting;

/// <summary>One run of a node, from its start to its end.</summary>
internal sealed class RunningNode : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Connections _connections;
    private readonly TaskCompletionSource _stopping = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningNode(WebApplication app, Connections connections)
    {
        _app = app;
        _connections = connections;
        app.Lifetime.ApplicationStopping.Register(() => _stopping.TrySetResult());
    }

    public Task Stopping => _stopping.Task;

    /// <summary>Listens on the member's port, or, if it has none yet, on one the system chooses.</summary>
    public static async Task<RunningNode> StartAsync(SharedState shared, Member member, CancellationToken cancel)
    {
        var connections = new Connections(shared.Options);
        var app = Node.Build(shared, member, connections);
        try
        {
            await app.StartAsync(cancel);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        member.Port = new Uri(addresses.Addresses.Single()).Port;
        return new RunningNode(app, connections);
    }

    /// <summary>Ends without a word, as a process that is killed.</summary>
    public async Task KillAsync()
    {
        _connections.Kill();
        await DisposeAsync();
    }

    /// <summary>Stops as the real node does: connections are closed, and open calls get no status.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }
}
