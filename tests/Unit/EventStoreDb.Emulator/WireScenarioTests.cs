using EventSourcing.Tests.Wire;
using Xunit;

namespace EventSourcing.Tests.EventStoreDb.Emulator;

public sealed class WireScenarioTests
{
    // What is said on one call without an answer reaches the store a moment later, and those who recorded could wait for
    // it. A busy machine makes the moment long; a rule that is broken is broken each time.
    private const int Replays = 3;

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

        IReadOnlyCollection<string> differences = [];
        for (var replays = 0; replays == 0 || (replays < Replays && differences.Count > 0); replays++)
        {
            await using var replay = await Replay.StartAsync(scenario, TestContext.Current.CancellationToken);
            try
            {
                differences = await replay.RunAsync();
            }
            catch (TimeoutException late) when (replays < Replays - 1)
            {
                differences = [late.Message];
            }
        }

        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }
}
