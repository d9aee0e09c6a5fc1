using CsCheck;
using EventSourcing.Persistence;
using EventSourcing.Persistence.InMemory;
using EventSourcing.Tests.Persistence.Model.Races;

namespace EventSourcing.Tests.Persistence.Model.Broken;

/// <summary>Proof that trials and races catch what they are there to catch, and say how to see it again.</summary>
public sealed class BrokenRecorderTests
{
    private const int Enough = 1_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_recorder_that_checks_the_revision_and_then_writes_is_caught_racing()
    {
        AssertTells(await Assert.ThrowsAsync<CsCheckException>(() => RaceAsync(new ChecksAndThenWrites(new InMemoryRecorder()))), "No order of these calls");
        Assert.Contains("one had to win", (await Assert.ThrowsAsync<ModelViolationException>(() => RevisionRace.RunAsync(new ChecksAndThenWrites(new InMemoryRecorder()), Cancel))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recorder_that_loses_what_it_acknowledged_is_caught()
    {
        AssertTells(await Assert.ThrowsAsync<CsCheckException>(() => TryAsync(new LosesWhatItAcknowledged(new InMemoryRecorder()))), "the model says");
        AssertTells(await Assert.ThrowsAsync<CsCheckException>(() => RaceAsync(new LosesWhatItAcknowledged(new InMemoryRecorder()))), "No order of these calls");
    }

    [Fact]
    public async Task A_recorder_that_writes_repeats_again_is_caught()
    {
        AssertTells(await Assert.ThrowsAsync<CsCheckException>(() => TryAsync(new DoublesRepeats(new InMemoryRecorder()))), "the model says");
        AssertTells(await Assert.ThrowsAsync<CsCheckException>(() => RaceAsync(new DoublesRepeats(new InMemoryRecorder()))), "No order of these calls");
    }

    private static Task TryAsync(IRecorder recorder) =>
        Steps.Trials(StoreTraits.Embedded).SampleAsync(trial => trial.RunAsync(recorder, Cancel), iter: Enough, print: trial => trial.ToString());

    private static Task RaceAsync(IRecorder recorder) =>
        Race.Races.SampleAsync(race => race.RunAsync(recorder, StoreTraits.Embedded, Cancel), iter: Enough, threads: 1, print: race => race.ToString());

    private static void AssertTells(CsCheckException error, string what)
    {
        Assert.Contains("CsCheck_Seed=", error.Message, StringComparison.Ordinal);
        Assert.Matches("(?i)append|repeat", error.Message);
        Assert.Contains(what, Assert.IsType<ModelViolationException>(error.InnerException).Message, StringComparison.Ordinal);
    }
}
