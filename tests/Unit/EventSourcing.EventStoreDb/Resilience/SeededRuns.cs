using System.Collections.Concurrent;
using System.Globalization;

namespace EventSourcing.Tests.EventStoreDb.Resilience;

/// <summary>Runs many seeds side by side: most of a run is waiting. FAULT_SEED names a single one.</summary>
internal static class SeededRuns
{
    public static async Task AssertNoViolationAsync(int from, int count, int sideBySide, Func<ulong, FaultRun> run)
    {
        var only = Environment.GetEnvironmentVariable("FAULT_SEED");
        Assert.SkipWhen(only is not null && from > 0, "FAULT_SEED names a single plan.");
        var seeds = only is null
            ? Enumerable.Range(from, count).Select(seed => (ulong)seed)
            : [ulong.Parse(only, CultureInfo.InvariantCulture)];

        var violations = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(
            seeds,
            new ParallelOptions { MaxDegreeOfParallelism = sideBySide, CancellationToken = TestContext.Current.CancellationToken },
            async (seed, cancel) =>
            {
                if (await run(seed).RunAsync(cancel) is { Count: > 0 } found)
                    violations.Enqueue(string.Join(Environment.NewLine, found));
            });

        Assert.True(violations.IsEmpty, string.Join(Environment.NewLine, violations.Take(5)));
    }
}
