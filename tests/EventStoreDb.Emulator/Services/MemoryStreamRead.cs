using EventStoreDb.Emulator.Clustering;

namespace EventStoreDb.Emulator.Services;

/// <summary>
/// A read of a stream that the node keeps in memory, or a subscription to it. There is one such stream: what the
/// node is. Under any other name of this kind events can be written, but never be read.
/// </summary>
internal sealed class MemoryStreamRead(NodeStates states, ReadPlan plan, ReadAnswers answers)
{
    private bool IsKnown => string.Equals(plan.Stream, NodeStates.Stream, StringComparison.Ordinal);

    public Task RunAsync() => plan.IsSubscription ? FollowAsync() : ReadAsync();

    private async Task ReadAsync()
    {
        if (!IsKnown)
        {
            await answers.StreamNotFoundAsync();
            return;
        }

        // Unlike that of other streams, the end can be read from in both directions.
        var (current, from) = (states.Current, plan.From?.Commit ?? 0);
        var isServed = plan.FromEnd || (plan.Backwards ? from >= current.Revision : from <= current.Revision);
        if (isServed && plan.Count > 0)
        {
            await answers.EventAsync(current);
        }
        else if (plan is { TellsPositions: true, Backwards: false } && from > current.Revision + 1)
        {
            await answers.FirstPositionAsync(current.Revision + 1);
        }

        if (plan.TellsPositions)
        {
            await answers.LastPositionAsync(current.Revision);
        }
    }

    private async Task FollowAsync()
    {
        await answers.ConfirmAsync();
        if (!IsKnown)
        {
            if (plan.FromEnd)
            {
                await answers.CaughtUpAsync();
            }

            await Silence.KeepAsync(answers.Cancel);
        }

        var (current, next) = (states.Current, plan.From is { } after ? Math.Min(after.Commit, long.MaxValue - 1) + 1 : 0);
        if (!plan.FromEnd && current.Revision >= next)
        {
            await answers.EventAsync(current);
        }

        await answers.CaughtUpAsync();
        next = Math.Max(next, current.Revision + 1);
        while (true)
        {
            var (events, changed) = states.From(next);
            foreach (var state in events)
            {
                await answers.EventAsync(state);
                next = state.Revision + 1;
            }

            await changed.WaitAsync(answers.Cancel);
        }
    }
}
