namespace EventSourcing.Tests.EventStoreDb.Resilience;

/// <summary>Thousands of plans of what goes wrong. A failing one prints its seed; run it alone with FAULT_SEED.</summary>
public sealed class SeededFaultTests
{
    private const int Plans = 2_000;
    private const int Parts = 4;
    private const int SideBySide = 32;

    public static TheoryData<int> PartNumbers => [.. Enumerable.Range(0, Parts)];

    [Theory]
    [MemberData(nameof(PartNumbers))]
    public Task Nothing_acknowledged_is_lost_nothing_is_doubled_and_every_call_ends(int part) =>
        SeededRuns.AssertNoViolationAsync(part * Plans / Parts, Plans / Parts, SideBySide, seed => new FaultRun(seed));
}
