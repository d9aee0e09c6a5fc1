using System.Globalization;
using EventStoreDb.Emulator.Clustering;
using EventStoreDb.Emulator.Hosting;

namespace EventStoreDb.Emulator;

/// <summary>
/// Several running nodes that share one replicated log. Nodes are numbered from 0, read-only replicas last. A write
/// is acknowledged only when it is replicated, so killing nodes never loses one that was.
/// </summary>
public sealed class EmulatorCluster : IAsyncDisposable
{
    private readonly SharedState _shared;
    private readonly RunningNode?[] _running;
    private readonly HeldPort?[] _held;
    private readonly SemaphoreSlim _oneAtATime = new(1);

    private EmulatorCluster(SharedState shared)
    {
        _shared = shared;
        _running = new RunningNode?[shared.Cluster.Members.Count];
        _held = new HeldPort?[shared.Cluster.Members.Count];
    }

    /// <summary>Where the nodes listen, by number. A node that was restarted listens where it did before.</summary>
    public IReadOnlyList<Uri> Addresses => [.. _shared.Cluster.Members.Select(AddressOf)];

    /// <summary>
    /// What a client is given to find the cluster. For a secure one it holds the built-in administrator; the client
    /// also has to trust <see cref="CertificateAuthority"/>.
    /// </summary>
    public string ConnectionString
    {
        get
        {
            var isSecure = _shared.Authority is not null;
            var seeds = string.Join(',', Addresses.Select(address => address.Authority));
            return $"esdb://{(isSecure ? "admin:changeit@" : "")}{seeds}?tls={(isSecure ? "true" : "false")}";
        }
    }

    /// <summary>The certificate of the authority behind the nodes' certificates, as PEM text; null if insecure.</summary>
    public string? CertificateAuthority => _shared.Authority?.Pem;

    /// <summary>The number of the leader, or null while there is none that can write.</summary>
    public int? Leader => _shared.Cluster.Leader?.Index;

    /// <summary>All events in the log as it is now, also those that were deleted.</summary>
    public IReadOnlyList<CommittedEvent> Committed => _shared.Database.Committed;

    /// <summary>Starts a cluster that is empty, and led by its first node.</summary>
    /// <param name="nodes">How many nodes vote; usually 3.</param>
    /// <param name="options">How to run them; by default insecure, on free ports.</param>
    /// <param name="cancel">Gives up starting.</param>
    /// <returns>The cluster, all nodes of which answer already.</returns>
    public static async Task<EmulatorCluster> StartAsync(
        int nodes = 3, EmulatorOptions? options = null, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nodes, 1);
        options ??= new EmulatorOptions();
        var cluster = new EmulatorCluster(new SharedState(nodes, options.Cluster.ReadOnlyReplicas, options));
        try
        {
            foreach (var member in cluster._shared.Cluster.Members)
            {
                member.Port = options.Port == 0 ? 0 : options.Port + member.Index;
                await cluster.RunAsync(member, cancel);
            }

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether a node runs.</summary>
    /// <param name="node">Its number.</param>
    /// <returns>True if it does.</returns>
    public bool IsAlive(int node) => _shared.Cluster.IsAlive(_shared.Cluster.Members[node]);

    /// <summary>Kills the leader, waiting for one to be elected if there is none just now.</summary>
    /// <param name="cancel">Gives up waiting.</param>
    /// <returns>The number of the node that was killed.</returns>
    public async Task<int> KillLeaderAsync(CancellationToken cancel = default)
    {
        var leader = await WaitForLeaderAsync(cancel);
        await KillAsync(leader);
        return leader;
    }

    /// <summary>Kills a node: its connections are gone without a word. One that is dead stays dead.</summary>
    /// <param name="node">Its number.</param>
    /// <returns>When it is gone.</returns>
    public async Task KillAsync(int node)
    {
        await _oneAtATime.WaitAsync();
        try
        {
            // Dead first: what it says from here on cannot have been written by it.
            _shared.Cluster.Kill(_shared.Cluster.Members[node]);
            if (_running[node] is { } running)
            {
                _running[node] = null;
                await running.KillAsync();
                _held[node] = new HeldPort(_shared.Cluster.Members[node].Port);
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Starts a node again after it was killed, on the same port.</summary>
    /// <param name="node">Its number.</param>
    /// <param name="cancel">Gives up starting.</param>
    /// <returns>When it answers.</returns>
    public async Task RestartAsync(int node, CancellationToken cancel = default)
    {
        await _oneAtATime.WaitAsync(cancel);
        try
        {
            if (_running[node] is null)
            {
                _held[node]?.Dispose();
                await RunAsync(_shared.Cluster.Members[node], cancel);
                _shared.Cluster.Restart(_shared.Cluster.Members[node]);
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>The leader steps down and another one is elected, after a while.</summary>
    /// <param name="cancel">Gives up waiting for a leader, if there is none just now.</param>
    /// <returns>When it has stepped down.</returns>
    public async Task ResignLeaderAsync(CancellationToken cancel = default) =>
        _shared.Cluster.Resign(await _shared.Cluster.WaitForLeaderAsync(cancel));

    /// <summary>Waits until there is a leader.</summary>
    /// <param name="cancel">Gives up waiting.</param>
    /// <returns>Its number.</returns>
    public async Task<int> WaitForLeaderAsync(CancellationToken cancel = default) =>
        (await _shared.Cluster.WaitForLeaderAsync(cancel)).Index;

    /// <summary>Stops all nodes.</summary>
    /// <returns>Nothing.</returns>
    public async ValueTask DisposeAsync()
    {
        for (var i = 0; i < _running.Length; i++)
        {
            if (Interlocked.Exchange(ref _running[i], null) is { } node)
            {
                await node.DisposeAsync();
            }

            _held[i]?.Dispose();
        }

        _shared.Dispose();
        _oneAtATime.Dispose();
    }

    private async Task RunAsync(Member member, CancellationToken cancel)
    {
        var running = await RunningNode.StartAsync(_shared, member, cancel);
        _running[member.Index] = running;
        _ = KillWhenStoppedAsync();

        // A node that was told to shut down is missed by the others like one that was killed.
        async Task KillWhenStoppedAsync()
        {
            await running.Stopping;
            if (_running[member.Index] == running)
            {
                await KillAsync(member.Index);
            }
        }
    }

    private Uri AddressOf(Member member) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{(_shared.Authority is null ? Uri.UriSchemeHttp : Uri.UriSchemeHttps)}://{Member.Host}:{member.Port}"));
}
