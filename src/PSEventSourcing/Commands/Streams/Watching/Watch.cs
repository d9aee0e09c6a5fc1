using System.Runtime.CompilerServices;
using EventSourcing.Persistence;
using PSEventSourcing.Commands.Streams.Selection;

namespace PSEventSourcing.Commands.Streams.Watching;

/// <summary>Follows what is selected, until it has delivered enough or its time is over.</summary>
internal static class Watch
{
    public static async IAsyncEnumerable<RecordedEvent> RunAsync(
        IRecorder recorder, EventSelection selection, WatchBegin begin, long count, [EnumeratorCancellation] CancellationToken cancel, CancellationToken timeout)
    {
        var matches = selection.Compile();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout);
        var messages = Subscribe(recorder, selection, begin, either.Token).GetAsyncEnumerator(either.Token);
        await using var _ = messages.ConfigureAwait(false);
        while (count > 0 && await NextAsync(messages, cancel, timeout).ConfigureAwait(false))
        {
            if (messages.Current is not { IsEvent: true, Event: var recorded } || !matches(recorded))
                continue;
            yield return recorded;
            count--;
        }
    }

    private static IAsyncEnumerable<SubscriptionMessage> Subscribe(IRecorder recorder, EventSelection selection, WatchBegin begin, CancellationToken cancel)
    {
        if (selection.IsOneStream)
            return recorder.SubscribeStreamAsync(selection.Streams[0].Prefix, new StreamSubscription { LiveOnly = begin.LiveOnly, After = begin.After?.Commit }, cancel);
        return begin.FromPosition is { } from
            ? FromAsync(recorder, selection, from, cancel)
            : recorder.SubscribeAllAsync(new AllSubscription { LiveOnly = begin.LiveOnly, After = begin.After, Filter = selection.Filter }, cancel);
    }

    /// <summary>A subscription begins after a position; the event at it is read.</summary>
    private static async IAsyncEnumerable<SubscriptionMessage> FromAsync(IRecorder recorder, EventSelection selection, Position from, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var first in recorder.ReadAllAsync(new AllRead { From = from, MaxCount = 1, Filter = new EventFilter { IncludeSystem = true, IncludeSnapshots = true } }, cancel).ConfigureAwait(false))
            if (first.Position == from && selection.Filter.Compile()(first.Stream, first.Type))
                yield return SubscriptionMessage.Of(first);
        await foreach (var message in recorder.SubscribeAllAsync(new AllSubscription { After = from, Filter = selection.Filter }, cancel).ConfigureAwait(false))
            yield return message;
    }

    /// <returns>Whether there is a message; not if the time is over.</returns>
    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<SubscriptionMessage> messages, CancellationToken cancel, CancellationToken timeout)
    {
        try
        {
            return await messages.MoveNextAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return false;
        }
    }
}
