extern alias Emulator;

using System.Security.Cryptography.X509Certificates;
using Emulator::EventStoreDb.Emulator;

namespace EventSourcing.Tests.EventStoreDb.Emulator.Faults;

public sealed class SecureFaultTests
{
    [Fact]
    public async Task Connections_of_a_secure_cluster_go_wrong_as_others_do()
    {
        var plan = new FaultPlan().OnCall("Gossip/Read", 1, new Fault(FaultKind.Drop) { AfterCommit = true });
        await using var cluster = await EmulatorCluster.StartAsync(
            3, new EmulatorOptions { Tls = true, Faults = plan }, TestContext.Current.CancellationToken);
        using var authority = X509Certificate2.CreateFromPem(cluster.CertificateAuthority);
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { authority },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        using var client = new RawClient(handler);

        Assert.NotNull((await client.AskAsync(cluster.Addresses[0], RawClient.Gossip, "{}")).End.Broken);
        Assert.True((await client.AskAsync(cluster.Addresses[0], RawClient.Gossip, "{}")).IsOk);
        Assert.True((await client.AskAsync(cluster.Addresses[2], RawClient.Gossip, "{}")).IsOk);
    }
}
