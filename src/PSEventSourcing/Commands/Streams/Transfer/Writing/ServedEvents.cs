using System.Runtime.CompilerServices;
using EventSourcing.Persistence;
using PSEventSourcing.Commands.Streams.Selection;

namespace PSEventSourcing.Commands.Streams.Transfer.Writing;

/// <summary>Reads what is selected, as far as its streams still serve it: the log also has events of streams that are
/// deleted or truncated by now, and those must not come to life again elsewhere.</summary>
internal static class ServedEvents
{
    public static IAsyncEnumerable<RecordedEvent> ReadAsync(IRecorder recorder, EventSelection selection, CancellationToken cancel) =>
        selection.Streams.Count > 0 && selection.Streams.All(stream => stream.IsExact)
            ? OfStreamsAsync(recorder, selection, cancel)
            : OfLogAsync(recorder, selection, cancel);

    private static async IAsyncEnumerable<RecordedEvent> OfStreamsAsync(IRecorder recorder, EventSelection selection, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var stream in selection.Streams.DistinctBy(stream => stream.Prefix))
            await foreach (var recorded in new SelectedRead { Selection = selection with { Streams = [stream] } }.RunAsync(recorder, null, cancel).ConfigureAwait(false))
                yield return recorded;
    }

    private static async IAsyncEnumerable<RecordedEvent> OfLogAsync(IRecorder recorder, EventSelection selection, [EnumeratorCancellation] CancellationToken cancel)
    {
        var firstServed = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var recorded in new SelectedRead { Selection = selection }.RunAsync(recorder, null, cancel).ConfigureAwait(false))
        {
            if (!firstServed.TryGetValue(recorded.Stream, out var first))
                firstServed.Add(recorded.Stream, first = await FirstServedAsync(recorder, recorded.Stream, cancel).ConfigureAwait(false));
            if (recorded.Revision >= first)
                yield return recorded;
        }
    }

    private static async Task<long> FirstServedAsync(IRecorder recorder, string stream, CancellationToken cancel)
    {
        try
        {
            await foreach (var first in recorder.ReadStreamAsync(stream, new StreamRead { MaxCount = 1 }, cancel).ConfigureAwait(false))
                return first.Revision;
        }
        catch (StreamDeletedException)
        {
            // It serves nothing, as a stream that is empty.
        }

        return long.MaxValue;
    }
}
