using EventSourcing.EventStoreDb;
using EventSourcing.Persistence;
using EventSourcing.Tests.Persistence;
using EventSourcing.Tests.Persistence.Model;

namespace EventSourcing.Tests.EventStoreDb;

/// <summary>The contract against the server that the environment names.</summary>
public abstract class RealServerRecorderContract(string variable) : RecorderContract
{
    protected override StoreTraits Traits => StoreTraits.EventStoreDb;

    protected override int Trials => base.Trials / 20;

    protected override ValueTask<IRecorder> OpenAsync()
    {
        var uri = Environment.GetEnvironmentVariable(variable);
        Assert.SkipWhen(string.IsNullOrEmpty(uri), $"{variable} is not set: no such server to test against.");
        return new(new EventStoreDbModule().Open(new Settings { ["EVENTSTOREDB_URI"] = uri }));
    }
}

/// <summary>A single node without TLS.</summary>
public sealed class RealServerRecorderTests() : RealServerRecorderContract("EVENTSTOREDB_URI");

/// <summary>A node with TLS, whose root certificate EVENTSTOREDB_ROOT_CERTIFICATES holds.</summary>
public sealed class RealSecureServerRecorderTests() : RealServerRecorderContract("EVENTSTOREDB_SECURE_URI");

/// <summary>A cluster.</summary>
public sealed class RealClusterRecorderTests() : RealServerRecorderContract("EVENTSTOREDB_CLUSTER_URI");
