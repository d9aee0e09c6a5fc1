using EventSourcing.EventStoreDb.Client.Errors;

namespace EventSourcing.EventStoreDb.Client.Operations;

/// <summary>Starts a scavenge, and finds out soon where there can be none.</summary>
/// <remarks>No service says whether a node keeps its database in memory. Such a node never answers the first who asks for a
/// scavenge, and tells all others that one runs, with an id of zeros (wire/PROTOCOL.md, m). A node that can scavenge answers
/// at once, so who hears nothing asks again: there it does no harm, because only one scavenge runs at a time.</remarks>
internal static class ScavengeStart
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private static readonly string NoId = Guid.Empty.ToString("D");

    public static async Task<Scavenge> RunAsync(Func<CancellationToken, Task<Scavenge>> start, TimeProvider time, CancellationToken cancel)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var first = start(ending.Token);
        var answered = await AnsweredAsync(first, time, ending.Token).ConfigureAwait(false)
            ? first
            : await Task.WhenAny(first, SecondAsync(first, start, ending.Token)).ConfigureAwait(false);
        try
        {
            var scavenge = await answered.ConfigureAwait(false);
            return scavenge.Id == NoId ? throw new ScavengeImpossibleException() : scavenge;
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await ((Task)first).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<bool> AnsweredAsync(Task first, TimeProvider time, CancellationToken cancel)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var patience = Task.Delay(Patience, time, enough.Token);
        var ended = await Task.WhenAny(first, patience).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
        return ended == first;
    }

    /// <summary>What comes of asking again. That a scavenge with an id runs is the one that was started first, whose answer
    /// is on its way, or another's, which that answer will say.</summary>
    private static async Task<Scavenge> SecondAsync(Task<Scavenge> first, Func<CancellationToken, Task<Scavenge>> start, CancellationToken cancel)
    {
        var second = await start(cancel).ConfigureAwait(false);
        return second.State == ScavengeState.InProgress && second.Id != NoId ? await first.ConfigureAwait(false) : second;
    }
}
