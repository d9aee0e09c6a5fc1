using EventStoreDb.Emulator.Access;
using EventStoreDb.Emulator.Clustering;
using EventStoreDb.Emulator.Persistent;
using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Hosting;

/// <summary>What the nodes of a cluster have in common, and what outlives each of them.</summary>
internal sealed class SharedState : IDisposable
{
    public SharedState(int nodes, int replicas, EmulatorOptions options)
    {
        Options = options;
        Cluster = new Cluster(nodes, replicas, options);
        Database = new Database(options.TimeProvider);
        Users = new UserDirectory(options.TimeProvider);
        Groups = new GroupDirectory(Database, options.TimeProvider);
        Authority = options.Tls ? new CertificateAuthority() : null;
        // Whoever becomes leader begins all groups anew, each from its checkpoint.
        Cluster.WhenElected = Groups.Restart;
    }

    public EmulatorOptions Options { get; }

    public Cluster Cluster { get; }

    public Database Database { get; }

    public UserDirectory Users { get; }

    public GroupDirectory Groups { get; }

    public CertificateAuthority? Authority { get; }

    public OpenCalls Calls { get; } = new();

    public void Dispose()
    {
        Cluster.Dispose();
        Groups.Dispose();
        Authority?.Dispose();
    }
}
