using System.Runtime.CompilerServices;
using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Streams.Transfer.Comparing;

/// <summary>Compares two streams event by event. Where they get out of step, it looks a little ahead for the next event that
/// both have, by its id; so an event that one lacks is one difference, and not one for each event behind it.</summary>
internal static class StreamComparison
{
    private const int LookAhead = 100;

    /// <param name="stream">What to call the stream.</param>
    /// <param name="reference">The one side.</param>
    /// <param name="other">The other side.</param>
    /// <param name="looked">Called for each pair of events.</param>
    /// <param name="cancel">Ends it.</param>
    public static async IAsyncEnumerable<EventStreamDifference> RunAsync(
        string stream, IAsyncEnumerable<RecordedEvent> reference, IAsyncEnumerable<RecordedEvent> other, Action? looked, [EnumeratorCancellation] CancellationToken cancel)
    {
        var leftRead = reference.GetAsyncEnumerator(cancel);
        await using var _ = leftRead.ConfigureAwait(false);
        var rightRead = other.GetAsyncEnumerator(cancel);
        await using var __ = rightRead.ConfigureAwait(false);
        var (left, right) = (new ComingEvents(leftRead), new ComingEvents(rightRead));

        await Task.WhenAll(left.FillAsync(1), right.FillAsync(1)).ConfigureAwait(false);
        if (left.Count != right.Count)
        {
            yield return EventStreamDifference.OfStream(stream, isAtReference: left.Count > 0);
            yield break;
        }

        while (left.Count > 0 || right.Count > 0)
        {
            looked?.Invoke();
            if (left.Count > 0 && right.Count > 0 && left[0].Id == right[0].Id)
            {
                if (EventStreamDifference.Between(stream, left[0], right[0]) is { } difference)
                    yield return difference;
                left.Skip(1);
                right.Skip(1);
            }
            else
            {
                await Task.WhenAll(left.FillAsync(LookAhead), right.FillAsync(LookAhead)).ConfigureAwait(false);
                var (leftCount, rightCount) = UntilBothMeet(left, right);
                foreach (var difference in OutOfStep(stream, left, leftCount, right, rightCount))
                    yield return difference;
                left.Skip(leftCount);
                right.Skip(rightCount);
            }

            await Task.WhenAll(left.FillAsync(1), right.FillAsync(1)).ConfigureAwait(false);
        }
    }

    /// <summary>How many events there are on each side before the first that both have; all in view where there is none.</summary>
    private static (int Left, int Right) UntilBothMeet(ComingEvents left, ComingEvents right)
    {
        var places = new Dictionary<Guid, int>();
        for (var i = 0; i < right.Count; i++)
            places.TryAdd(right[i].Id, i);

        var nearest = (Left: left.Count, Right: right.Count);
        for (var i = 0; i < left.Count && i < nearest.Left + nearest.Right; i++)
            if (places.TryGetValue(left[i].Id, out var j) && i + j < nearest.Left + nearest.Right)
                nearest = (i, j);
        return nearest;
    }

    private static IEnumerable<EventStreamDifference> OutOfStep(string stream, ComingEvents left, int leftCount, ComingEvents right, int rightCount)
    {
        var pairs = Math.Min(leftCount, rightCount);
        for (var i = 0; i < pairs; i++)
            yield return EventStreamDifference.Between(stream, left[i], right[i])!;
        for (var i = pairs; i < leftCount; i++)
            yield return EventStreamDifference.OfMissing(stream, left[i], isAtReference: true);
        for (var i = pairs; i < rightCount; i++)
            yield return EventStreamDifference.OfMissing(stream, right[i], isAtReference: false);
    }
}
