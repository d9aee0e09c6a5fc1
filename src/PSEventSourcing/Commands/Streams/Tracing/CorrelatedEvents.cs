using System.Runtime.CompilerServices;
using System.Text;
using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Streams.Tracing;

/// <summary>Finds the events of one correlation: where EventStoreDB's projection <c>$by_correlation_id</c> runs, through its
/// stream, and what is newer in the log; else in the log alone.</summary>
internal static class CorrelatedEvents
{
    private const string Projected = "$bc-";

    public static async IAsyncEnumerable<RecordedEvent> FindAsync(IRecorder recorder, string correlationId, Action looked, [EnumeratorCancellation] CancellationToken cancel)
    {
        Position? reached = null;
        var seen = new HashSet<Guid>();
        await foreach (var linked in LinkedAsync(recorder, Projected + correlationId, cancel).ConfigureAwait(false))
        {
            looked();
            reached = linked.Link?.Position ?? reached;
            if (linked.Link is not null && seen.Add(linked.Id))
                yield return linked;
        }

        var needle = Encoding.UTF8.GetBytes(correlationId);
        await foreach (var recorded in recorder.ReadAllAsync(new AllRead { From = reached }, cancel).ConfigureAwait(false))
        {
            looked();
            // Most events are of other correlations, and need not be parsed to tell.
            var mayBe = recorded.Metadata.Span.IndexOf(needle) >= 0 || recorded.Metadata.Span.Contains((byte)'\\');
            if (mayBe && EventMetadata.Parse(recorded.Metadata).CorrelationId == correlationId && seen.Add(recorded.Id))
                yield return recorded;
        }
    }

    /// <summary>The projection's stream may be closed to the user, and then says nothing.</summary>
    private static async IAsyncEnumerable<RecordedEvent> LinkedAsync(IRecorder recorder, string stream, [EnumeratorCancellation] CancellationToken cancel)
    {
        var links = recorder.ReadStreamAsync(stream, new StreamRead { ResolveLinks = true }, cancel).GetAsyncEnumerator(cancel);
        await using var _ = links.ConfigureAwait(false);
        while (true)
        {
            try
            {
                if (!await links.MoveNextAsync().ConfigureAwait(false))
                    yield break;
            }
            catch (PersistenceException error) when (error is AccessDeniedException or StreamDeletedException)
            {
                yield break;
            }

            yield return links.Current;
        }
    }
}
