using System.Runtime.CompilerServices;
using System.Text;
using EventSourcing.Persistence;
using PSEventSourcing.Commands.Streams.Selection;

namespace PSEventSourcing.Commands.Streams.Listing;

/// <summary>Finds the names of streams: where EventStoreDB's projection <c>$streams</c> runs, in its stream, and what is
/// newer in the log; else in the log alone.</summary>
/// <remarks>Names are kept in memory while they are looked for, so that each comes once.</remarks>
internal static class StreamNames
{
    private const string Projected = "$streams";

    public static async IAsyncEnumerable<string> FindAsync(
        IRecorder recorder, EventSelection selection, Action looked, [EnumeratorCancellation] CancellationToken cancel)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Position? reached = null;
        // The projection leaves the store's own streams out.
        if (!selection.Filter.IncludeSystem && !selection.Filter.IncludeSnapshots)
        {
            reached = await ProjectedStream.ReachedAsync(recorder, Projected, cancel).ConfigureAwait(false);
            var isAskedFor = selection.Filter.CompileStream();
            await foreach (var link in ProjectedStream.ReadAsync(recorder, Projected, StreamRead.Forwards, cancel).ConfigureAwait(false))
            {
                looked();
                if (NameIn(link) is { } stream && isAskedFor?.Invoke(stream) != false && Matches(selection, stream) && seen.Add(stream))
                    yield return stream;
            }
        }

        await foreach (var recorded in recorder.ReadAllAsync(new AllRead { From = reached, Filter = selection.Filter }, cancel).ConfigureAwait(false))
        {
            looked();
            if (Matches(selection, recorded.Stream) && seen.Add(recorded.Stream))
                yield return recorded.Stream;
        }
    }

    private static bool Matches(EventSelection selection, string stream) => selection.Streams.Count == 0 || selection.Streams.Any(pattern => pattern.Matches(stream));

    /// <summary>A link's data is the revision it points to, an at sign, and the stream.</summary>
    private static string? NameIn(RecordedEvent link)
    {
        var at = link.Data.Span.IndexOf((byte)'@');
        return link.Type == "$>" && at > 0 ? Encoding.UTF8.GetString(link.Data.Span[(at + 1)..]) : null;
    }
}
