using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Protos.ServerFeatures;
using EventSourcing.Tests.EventStoreDb.Scripted;

namespace EventSourcing.Tests.EventStoreDb.Client.Services;

public sealed class ServerFeaturesTests
{
    [Fact]
    public async Task A_node_is_asked_once()
    {
        await using var server = await ScriptedServer.StartAsync();
        var asked = 0;
        server.On("GetSupportedMethods", async call =>
        {
            asked++;
            await call.SkipMessageAsync();
            await call.SendAsync(new SupportedMethods { EventStoreServerVersion = "23.10.8", Methods = { new SupportedMethod { ServiceName = "a.b", MethodName = "create", Features = { "all" } } } });
            await call.EndAsync();
        });
        await using var client = new EventStoreDbClient(EventStoreDbClientSettings.Parse($"esdb://localhost:{server.Port}?tls=false"));

        var features = await client.GetServerFeaturesAsync(TestContext.Current.CancellationToken);
        Assert.Same(features, await client.GetServerFeaturesAsync(TestContext.Current.CancellationToken));

        Assert.Equal(1, asked);
        Assert.True(features.Supports("A.B", "Create", "all"));
        Assert.False(features.Supports("A.B", "Create", "other"));
        Assert.False(features.Supports("A.B", "Delete"));
    }
}
