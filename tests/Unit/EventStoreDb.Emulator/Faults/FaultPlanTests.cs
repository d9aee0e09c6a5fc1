extern alias Emulator;

using Emulator::EventStoreDb.Emulator;

namespace EventSourcing.Tests.EventStoreDb.Emulator.Faults;

public sealed class FaultPlanTests
{
    private static readonly string[] Methods = ["Streams/Append", "Streams/BatchAppend", "Streams/Read", "Gossip/Read"];

    [Fact]
    public void The_same_seed_plans_the_same()
    {
        Assert.Equal(Planned(FaultPlan.FromSeed(7, 0.2)), Planned(FaultPlan.FromSeed(7, 0.2)));
        Assert.NotEqual(Planned(FaultPlan.FromSeed(7, 0.2)), Planned(FaultPlan.FromSeed(8, 0.2)));
    }

    [Fact]
    public void A_plan_does_not_change_from_one_version_to_the_next()
    {
        var plan = FaultPlan.FromSeed(1, 0.1);

        Assert.Equal("End (15 go well, before commit, 0:00:00.0006244)", $"{plan.FaultOf("Streams/BatchAppend", 1)}");
    }

    [Fact]
    public void The_rate_is_that_of_single_answers()
    {
        var plan = FaultPlan.FromSeed(42, 0.1);
        var struck = Enumerable.Range(1, 10_000).Count(nth => plan.FaultOf("Streams/Append", nth) is not null);
        var spared = Enumerable.Range(1, 10_000).Average(nth => plan.FaultOf("Streams/BatchAppend", nth)!.After);

        Assert.InRange(struck, 900, 1100);
        Assert.InRange(spared, 8, 10);
    }

    [Fact]
    public void Nothing_goes_wrong_at_rate_zero() => Assert.All(Planned(FaultPlan.FromSeed(7, 0)), Assert.Null);

    [Fact]
    public void Chance_chooses_among_the_kinds_it_is_given_and_only_where_they_can_be()
    {
        var plan = FaultPlan.FromSeed(7, 0.5, null, FaultKind.ConsumerTooSlow, FaultKind.Drop);

        Assert.Equal(
            [FaultKind.Drop, FaultKind.ConsumerTooSlow],
            Kinds(plan, "Streams/Read").Order());
        Assert.Equal([FaultKind.Drop], Kinds(plan, "Streams/Append"));
    }

    [Fact]
    public void A_script_may_be_added_to_a_seed()
    {
        var plan = FaultPlan.FromSeed(7, 0).OnCall("Streams/Append", 3, Fault.DropAfterCommit);

        Assert.Equal(Fault.DropAfterCommit, plan.FaultOf("Streams/Append", 3));
        Assert.StartsWith("Faults by seed 7, rate 0", plan.ToString(), StringComparison.Ordinal);
    }

    private static List<Fault?> Planned(FaultPlan plan) =>
        [.. Methods.SelectMany(method => Enumerable.Range(1, 200).Select(nth => plan.FaultOf(method, nth)))];

    private static IEnumerable<FaultKind> Kinds(FaultPlan plan, string method) =>
        Enumerable.Range(1, 200).Select(nth => plan.FaultOf(method, nth)).OfType<Fault>().Select(fault => fault.Kind).Distinct();
}
