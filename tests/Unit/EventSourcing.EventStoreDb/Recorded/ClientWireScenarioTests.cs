using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Recorded;

/// <summary>The other side of the recordings: the client makes the recorded calls, and gets the recorded answers.</summary>
public sealed class ClientWireScenarioTests
{
    public static TheoryData<string> Names => WireScenarios.All;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_client_asks_as_recorded_and_understands_the_recorded_answers(string name)
    {
        var scenario = WireScenario.Load(name);
        var calls = scenario.Calls.Select(RecordedCall.Of).OfType<RecordedCall>().ToList();
        Assert.SkipWhen(calls.Count == 0, $"The client has none of {string.Join(", ", scenario.Calls.Select(call => call.Rpc.Split('.')[^1]).Distinct())} as it is used here.");

        foreach (var call in calls)
            await call.ReplayAsync(TestContext.Current.CancellationToken);
    }
}
