using System.Runtime.CompilerServices;
using EventSourcing.Persistence;
using EventSourcing.Sqlite.Files;

namespace EventSourcing.Sqlite.Events;

/// <summary>Reads the log of all streams page by page. Between pages nothing is held.</summary>
internal sealed class LogPages(Readers readers)
{
    /// <summary>How much of the log is looked through at once, however little matches.</summary>
    private const long Stretch = 20_000;

    private const string ByPosition = EventRow.Select + " WHERE events.position = ? AND events.data IS NOT NULL";

    /// <summary>The position of the last event; 0 where there is none.</summary>
    public Task<long> EndAsync(CancellationToken cancel) =>
        readers.ReadAsync(database => database.Number("SELECT max(position) FROM events") ?? 0, cancel);

    /// <summary>Reads what matches between two positions, both included.</summary>
    public async IAsyncEnumerable<RecordedEvent> ReadAsync(EventFilter filter, long first, long last, ReadDirection direction, [EnumeratorCancellation] CancellationToken cancel)
    {
        var query = new LogQuery(filter);
        var forwards = direction == ReadDirection.Forwards;
        while (first <= last)
        {
            var (from, to) = forwards ? (first, Math.Min(last, first + Stretch - 1)) : (Math.Max(first, last - Stretch + 1), last);
            var (page, reached) = await readers.ReadAsync(database => database.Snapshot(snapshot => Page(snapshot, query, from, to, direction, cancel)), cancel).ConfigureAwait(false);
            foreach (var recorded in page.Events)
            {
                cancel.ThrowIfCancellationRequested();
                yield return recorded;
            }

            if (forwards)
                first = (reached ?? to) + 1;
            else
                last = (reached ?? from) - 1;
        }
    }

    private static (EventPage Page, long? Reached) Page(Database database, LogQuery query, long first, long last, ReadDirection direction, CancellationToken cancel)
    {
        var page = new EventPage();
        var (matches, reached) = query.Find(database, first, last, direction, cancel);
        foreach (var position in matches)
        {
            cancel.ThrowIfCancellationRequested();
            if (page.IsFull)
                return (page, page.Events[^1].Position!.Value.Commit);
            using var row = database.Prepare(ByPosition);
            if (row.With(position).Step())
                page.Add(EventRow.Read(row));
        }

        return (page, reached);
    }
}
