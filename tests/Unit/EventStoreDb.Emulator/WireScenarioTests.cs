using EventSourcing.Tests.Wire;
using Xunit;

namespace EventSourcing.Tests.EventStoreDb.Emulator;

public sealed class WireScenarioTests
{
    public static TheoryData<string> Names => WireScenarios.All;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_emulator_answers_as_the_real_server_did(string name)
    {
        var scenario = WireScenario.Load(name);
        if (Coverage.ReasonToSkip(scenario) is { } reason)
        {
            Assert.Skip(reason);
        }

        await using var replay = await Replay.StartAsync(scenario, TestContext.Current.CancellationToken);
        var differences = await replay.RunAsync();
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }
}
