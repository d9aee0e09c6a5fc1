using CsCheck;
using EventSourcing.Tests.Persistence.Model;

namespace EventSourcing.Tests.Persistence;

public abstract partial class RecorderContract
{
    /// <summary>Where this store may differ from others.</summary>
    protected virtual StoreTraits Traits => StoreTraits.Embedded;

    /// <summary>How many random trials and races are held: more where they cost nothing. CsCheck_Iter multiplies.</summary>
    protected virtual int Trials => 10 * (int)Check.Iter;

    [Fact]
    public Task Whatever_is_done_with_it_it_does_as_the_model_does() =>
        Steps.Trials(Traits).SampleAsync(trial => trial.RunAsync(Recorder, Cancel), iter: Trials, print: trial => trial.ToString());
}
