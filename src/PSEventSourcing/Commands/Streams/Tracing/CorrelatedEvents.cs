using System.Runtime.CompilerServices;
using System.Text;
using EventSourcing.Persistence;
using PSEventSourcing.Commands.Streams.Listing;

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
        var isShown = new EventFilter().Compile();
        await foreach (var linked in ProjectedStream.ReadAsync(recorder, Projected + correlationId, StreamRead.Forwards with { ResolveLinks = true }, cancel).ConfigureAwait(false))
        {
            looked();
            if (linked.Link is null)
                continue;
            // The event's own: between it and its link there may be events that have no link yet.
            reached = linked.Position ?? reached;
            if (isShown(linked.Stream, linked.Type) && seen.Add(linked.Id))
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
}
