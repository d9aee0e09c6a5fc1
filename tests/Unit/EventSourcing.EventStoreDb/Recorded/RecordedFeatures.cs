using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Recorded;

/// <summary>The question which version and methods the server has.</summary>
internal sealed class RecordedFeatures(WireCall call) : RecordedCall(call)
{
    protected override async Task AskAsync(EventStoreDbClient client, EventStoreDbClientSettings settings, CancellationToken cancel)
    {
        if (Call.Status?.Code == 0)
        {
            var features = await client.GetServerFeaturesAsync(cancel);
            Assert.Equal(Call.Responses[0]["event_store_server_version"]!.GetValue<string>(), features.Version);
            Assert.Equal(
                Call.Responses[0]["methods"]!.AsArray().Select(method => string.Join(' ', [method!["service_name"]!.ToString(), method["method_name"]!.ToString(), .. (method["features"]?.AsArray() ?? []).Select(feature => feature!.ToString())])),
                features.Methods.Select(method => string.Join(' ', [method.Service, method.Method, .. method.Features])));
        }
        else
            await ExpectedError.AssertAsync(ExpectedError.Of(Call, writes: false), () => client.GetServerFeaturesAsync(cancel));
    }
}
