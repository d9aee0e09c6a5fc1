extern alias Emulator;

using Emulator::EventStoreDb.Emulator;
using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Emulator;

/// <summary>The emulator a scenario is played against: a node, or a cluster in which a call finds its node by rule.</summary>
internal sealed class Target : IAsyncDisposable
{
    private const string WriteFailed = "Operation timed out: Commit phase timeout.";
    private const int FirstLeader = 0;

    // As far from the leader as can be: the next one in turn is elected when it dies, and this one stays a follower.
    private const int Follower = 2;

    // The leader takes longer to notice that its followers are gone than a write takes to time out.
    private static readonly ClusterOptions AsRecorded = new() { DetectionTime = TimeSpan.FromSeconds(3) };

    private readonly EmulatorServer? _server;
    private readonly EmulatorCluster? _cluster;

    private Target(EmulatorServer? server, EmulatorCluster? cluster)
    {
        _server = server;
        _cluster = cluster;
        Incidents = new Dictionary<WireStepKind, Func<Task>>
        {
            [WireStepKind.ServerStops] = () => DisposeAsync().AsTask(),
            [WireStepKind.LeaderKilled] = () => cluster!.KillLeaderAsync(),
        };
    }

    public string? CertificateAuthority => _server?.CertificateAuthority;

    /// <summary>What can befall it in the middle of a call.</summary>
    public IReadOnlyDictionary<WireStepKind, Func<Task>> Incidents { get; }

    public static async Task<Target> StartAsync(WireScenario scenario, CancellationToken cancel)
    {
        var options = Coverage.Options(scenario) with { Cluster = AsRecorded };
        return Coverage.IsCluster(scenario)
            ? new Target(null, await EmulatorCluster.StartAsync(3, options, cancel))
            : new Target(await EmulatorServer.StartAsync(options, cancel), null);
    }

    /// <summary>The node that is called, once things are with the cluster as the recorded answer shows they were.</summary>
    public async Task<Uri> AddressForAsync(WireCall call, CancellationToken cancel)
    {
        if (_cluster is null)
        {
            return _server!.Address;
        }

        if (string.Equals(call.Status?.Details, WriteFailed, StringComparison.Ordinal))
        {
            // No step says so, but a leader that cannot commit has lost its followers.
            for (var node = FirstLeader + 1; node < _cluster.Addresses.Count; node++)
            {
                await _cluster.KillAsync(node);
            }
        }
        else if (call.Status is { Code: 0 } && call.Rpc.EndsWith("/Append", StringComparison.Ordinal))
        {
            // What was written was written by a leader; until there is one, equal answers were left out.
            await _cluster.WaitForLeaderAsync(cancel);
        }

        return _cluster.Addresses[call.Node switch
        {
            "follower" => Follower,
            "former leader" => FirstLeader,
            _ => _cluster.Leader ?? FirstLeader,
        }];
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }
}
