using System.Runtime.CompilerServices;
using EventSourcing.Persistence;
using EventSourcing.Persistence.Rules;
using EventSourcing.Sqlite.Files;

namespace EventSourcing.Sqlite.Events;

/// <summary>Reads a stream page by page. What may be read is settled at the beginning; between pages nothing is held.</summary>
internal sealed class StreamPages(Readers readers, TimeProvider time)
{
    private const string Forwards = EventRow.Select + " WHERE events.stream = ? AND events.revision BETWEEN ? AND ? ORDER BY events.revision";
    private const string Backwards = Forwards + " DESC";

    /// <summary>Finds out which revisions may be read.</summary>
    public Task<(long First, long Last)> ServedAsync(string stream, bool mustExist, CancellationToken cancel) =>
        readers.ReadAsync(database => database.Snapshot(snapshot => StoredStream.Find(snapshot, stream).Served(mustExist, time.GetUtcNow())), cancel);

    /// <summary>Reads revisions from the first to the last, both included.</summary>
    public async IAsyncEnumerable<RecordedEvent> ReadAsync(string stream, long first, long last, ReadDirection direction, [EnumeratorCancellation] CancellationToken cancel)
    {
        while (first <= last)
        {
            var page = await readers.ReadAsync(database => Page(database, stream, first, last, direction, cancel), cancel).ConfigureAwait(false);
            foreach (var recorded in page.Events)
            {
                cancel.ThrowIfCancellationRequested();
                yield return recorded;
            }

            if (!page.IsFull)
                yield break;
            if (direction == ReadDirection.Forwards)
                first = page.Events[^1].Revision + 1;
            else
                last = page.Events[^1].Revision - 1;
        }
    }

    private static EventPage Page(Database database, string stream, long first, long last, ReadDirection direction, CancellationToken cancel)
    {
        var page = new EventPage();
        using var query = database.Prepare(direction == ReadDirection.Forwards ? Forwards : Backwards);
        query.With(IdOf(database, stream)).With(first).With(last);
        while (!page.IsFull && query.Step())
        {
            cancel.ThrowIfCancellationRequested();
            page.Add(EventRow.Read(query));
        }

        return page;
    }

    private static long? IdOf(Database database, string stream)
    {
        using var query = database.Prepare("SELECT id FROM streams WHERE name = ?");
        return query.With(stream).Step() ? query.Number(0) : null;
    }
}
