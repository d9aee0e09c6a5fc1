extern alias Emulator;

using Emulator::EventStoreDb.Emulator;

namespace EventSourcing.Tests.EventStoreDb.Emulator.Faults;

public sealed class SeededRunTests
{
    // All that ends a call: what says nothing would need a deadline.
    private static readonly FaultKind[] Kinds =
    [
        FaultKind.Drop,
        FaultKind.Reset,
        FaultKind.GoAway,
        FaultKind.Delay,
        FaultKind.NotLeader,
        FaultKind.NotReady,
        FaultKind.TimedOut,
        FaultKind.DeadlineExceeded,
        FaultKind.End,
        FaultKind.Truncate,
    ];

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    public async Task A_run_is_the_same_for_the_same_seed_and_loses_nothing_that_was_acknowledged(ulong seed)
    {
        var first = await RunAsync(seed);
        var second = await RunAsync(seed);

        Assert.NotEmpty(first.Struck);
        Assert.Equal(first.Struck, second.Struck);
        Assert.Equal(first.Committed, second.Committed);
        Assert.Subset(first.Committed.ToHashSet(), first.Acknowledged.ToHashSet());
        Assert.Equal(first.Committed.Count, first.Committed.Distinct().Count());
        Assert.True(first.Committed.Count > first.Acknowledged.Count, "Nothing was written unacknowledged.");
    }

    /// <summary>Appends one event after the other, and says which of them were acknowledged and which are there.</summary>
    private static async Task<Run> RunAsync(ulong seed)
    {
        var plan = FaultPlan.FromSeed(seed, 0.4, TimeSpan.FromMilliseconds(2), Kinds);
        await using var server = await EmulatorServer.StartAsync(
            new EmulatorOptions { Faults = plan }, TestContext.Current.CancellationToken);
        using var client = new RawClient();
        var ids = Enumerable.Range(0, 40).Select(_ => Guid.NewGuid()).ToList();
        var acknowledged = new List<int>();
        for (var i = 0; i < ids.Count; i++)
        {
            if ((await client.AppendAsync(server.Address, ids[i])).IsOk)
            {
                acknowledged.Add(i);
            }
        }

        var committed = server.Committed.Select(recorded => ids.IndexOf(recorded.Id)).Where(index => index >= 0);
        return new Run(plan.Struck, acknowledged, [.. committed]);
    }

    private sealed record Run(IReadOnlyList<StruckFault> Struck, IReadOnlyList<int> Acknowledged, IReadOnlyList<int> Committed);
}
