using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Recorded;

/// <summary>The statistics of a node, as many as were recorded.</summary>
internal sealed class RecordedStatistics(WireCall call) : RecordedCall(call)
{
    private readonly long _period = WireJson.Number(call.Requests[0].Json!["refresh_time_period_in_ms"]);

    protected override async Task AskAsync(EventStoreDbClient client, EventStoreDbClientSettings settings, CancellationToken cancel)
    {
        var recorded = Call.Responses.Select(answer => answer["stats"]!.AsObject().ToDictionary(figure => figure.Key, figure => figure.Value!.GetValue<string>())).ToList();
        var read = new List<IReadOnlyDictionary<string, string>>();
        Understood.TrySetResult();
        async Task ReadAsync()
        {
            await foreach (var statistics in client.Monitoring.ReadStatisticsAsync(TimeSpan.FromMilliseconds(Math.Max(_period, 1)), cancel))
            {
                read.Add(statistics);
                if (read.Count == recorded.Count)
                    break;
            }
        }

        if (recorded.Count == 0 && IsLeftOpen)
            return;
        if (recorded.Count == 0)
            await ExpectedError.AssertAsync(ExpectedError.Of(Call, writes: false), ReadAsync);
        else
            await ReadAsync();
        Assert.Equal(recorded, read);
    }

    protected override void Check(WireRequest recorded, byte[] actual) =>
        Assert.Equal(Math.Max(_period, 1), WireJson.Number(Contract.RequestJson(Call.Rpc, actual)["refresh_time_period_in_ms"]));
}
