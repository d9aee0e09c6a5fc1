using EventStoreDb.Emulator.Access;
using EventStoreDb.Emulator.Clustering;
using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Hosting;

/// <summary>What the nodes of a cluster have in common, and what outlives each of them.</summary>
internal sealed class SharedState(int nodes, int replicas, EmulatorOptions options) : IDisposable
{
    public EmulatorOptions Options => options;

    public Cluster Cluster { get; } = new(nodes, replicas, options);

    public Database Database { get; } = new(options.TimeProvider);

    public UserDirectory Users { get; } = new(options.TimeProvider);

    public CertificateAuthority? Authority { get; } = options.Tls ? new CertificateAuthority() : null;

    public void Dispose()
    {
        Cluster.Dispose();
        Authority?.Dispose();
    }
}
