using CsCheck;
using EventSourcing.Tests.Persistence.Model;
using EventSourcing.Tests.Persistence.Model.Races;

namespace EventSourcing.Tests.Persistence;

public abstract partial class RecorderContract
{
    /// <summary>Where this store may differ from others.</summary>
    protected virtual StoreTraits Traits => StoreTraits.Embedded;

    /// <summary>How many random trials are made: more where they cost nothing. The environment's CsCheck_Iter multiplies,
    /// its CsCheck_Seed repeats the one that a failure names.</summary>
    protected virtual int Trials => 10 * (int)Check.Iter;

    private int RaceCount => (Trials / 5) + 1;

    [Fact]
    public Task Whatever_is_done_with_it_it_does_as_the_model_does() =>
        Steps.Trials(Traits).SampleAsync(trial => trial.RunAsync(Recorder, Cancel), iter: Trials, print: trial => trial.ToString());

    [Fact]
    public Task What_racing_clients_are_told_fits_some_order_of_what_they_did() =>
        Race.Races.SampleAsync(race => race.RunAsync(Recorder, Traits, Cancel), iter: RaceCount, threads: 1, print: race => race.ToString());

    [Fact]
    public Task Of_all_who_race_for_a_revision_one_wins_and_the_others_are_told_the_true_one() => RevisionRace.RunAsync(Recorder, Cancel);
}
