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
            Assert.Equal(Call.Responses[0]["event_store_server_version"]!.GetValue<string>(), await client.GetServerVersionAsync(cancel));
        else
            await ExpectedError.AssertAsync(ExpectedError.Of(Call, writes: false), () => client.GetServerVersionAsync(cancel));
    }
}
