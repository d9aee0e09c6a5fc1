using System.Collections.Concurrent;
using System.Globalization;

namespace EventSourcing.Tests.EventStoreDb.Resilience;

/// <summary>Thousands of plans of what goes wrong. A failing one prints its seed; run it alone with FAULT_SEED.</summary>
public sealed class SeededFaultTests
{
    private const int Plans = 2_000;
    private const int Parts = 10;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public async Task Nothing_acknowledged_is_lost_nothing_is_doubled_and_every_call_ends(int part)
    {
        var only = Environment.GetEnvironmentVariable("FAULT_SEED");
        Assert.SkipWhen(only is not null && part > 0, "FAULT_SEED names a single plan.");
        var seeds = only is null
            ? Enumerable.Range(part * Plans / Parts, Plans / Parts).Select(seed => (ulong)seed)
            : [ulong.Parse(only, CultureInfo.InvariantCulture)];

        var violations = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            seeds,
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken },
            async (seed, cancel) =>
            {
                foreach (var violation in await new FaultRun(seed).RunAsync(cancel))
                    violations.Add(violation);
            });

        Assert.True(violations.IsEmpty, string.Join(Environment.NewLine, violations.Reverse().Take(40)));
    }
}
