extern alias Emulator;

using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Emulator::EventStoreDb.Emulator;
using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Emulator.Hosting;

public sealed class AuthenticationTests
{
    [Theory]
    [InlineData("event_store.client.gossip.Gossip/Read")]
    [InlineData("event_store.client.gossip.Gossip/NoSuch")]
    [InlineData("event_store.client.projections.Projections/Statistics")]
    public async Task Who_comes_with_wrong_credentials_does_not_learn_what_there_is(string rpc)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var server = await EmulatorServer.StartAsync(new EmulatorOptions { Tls = true }, cancel);
        using var authority = X509Certificate2.CreateFromPem(server.CertificateAuthority);
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { authority },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        using var http = new HttpClient(handler);
        await using var call = new RawCall(
            http,
            server.Address,
            WireCall.Parse(0, new JsonObject
            {
                ["rpc"] = rpc,
                ["metadata"] = new JsonObject { ["authorization"] = "Basic YWRtaW46d3Jvbmc=" },
            }),
            cancel);
        call.HalfClose();

        Assert.Null(await call.ReceiveAsync(cancel));
        Assert.Equal(new WireStatus(16, "Unauthenticated"), (await call.End).Status);
    }
}
