extern alias Emulator;

using Emulator::EventStoreDb.Emulator;

namespace EventSourcing.Tests.EventStoreDb.Resilience;

/// <summary>The leader dies again and again, with many operations in flight, and calls go wrong by plan on top of it.</summary>
public sealed class SeededClusterTests
{
    private const int Plans = 100;
    private const int SideBySide = 16;

    [Fact]
    public Task Nothing_acknowledged_is_lost_nothing_is_doubled_and_every_call_ends_whoever_leads() =>
        SeededRuns.AssertNoViolationAsync(0, Plans, SideBySide, seed => new ClusterRun(seed));

    private sealed class ClusterRun(ulong seed) : FaultRun(seed)
    {
        // Enough to go on with after the last leader was lost.
        protected override int Each => 2 * DyingCluster.Losses * DyingCluster.Between / Writers;

        protected override double Rate => 0.02;

        protected override Task<FaultTarget> StartAsync(FaultPlan plan, CancellationToken cancel) =>
            FaultTarget.StartClusterAsync(plan, Seed, cancel);
    }
}
