using System.Globalization;
using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Persistent;

/// <summary>
/// Where a group reads. Its cursor is the next revision of the stream, or the index of the next record of the log.
/// </summary>
internal sealed class GroupSource(Database database, GroupKey key, GroupSettings settings)
{
    public long End => key.IsOfLog
        ? database.Locate(long.MaxValue).Index
        : database.LastRevisionOf(key.Stream) + 1;

    /// <summary>A position inside a record is taken, as the server does; it counts as the beginning.</summary>
    public long CursorAt(GroupStart start)
    {
        if (start.IsEnd)
        {
            return End;
        }

        return key.IsOfLog ? database.Locate(start.Commit).Index : start.Commit;
    }

    public long CursorAfter(string checkpoint)
    {
        if (!key.IsOfLog)
        {
            return long.Parse(checkpoint, CultureInfo.InvariantCulture) + 1;
        }

        var commit = checkpoint[2..checkpoint.IndexOf('/', StringComparison.Ordinal)];
        return database.Locate(long.Parse(commit, CultureInfo.InvariantCulture)).Index + 1;
    }

    public long CursorOf(RecordedEvent recorded) =>
        key.IsOfLog ? database.Locate(recorded.Position).Index : recorded.Revision;

    public string PositionOf(RecordedEvent recorded) =>
        new GroupStart(key.IsOfLog ? recorded.Position : recorded.Revision, recorded.Position).Text(key.IsOfLog);

    public (IReadOnlyList<RecordedEvent> Events, long Next, bool IsEnd) Read(long next, int count)
    {
        if (key.IsOfLog)
        {
            var page = database.ReadLogForwards((int)next, count, int.MaxValue, settings.Filter);
            return (page.Events, page.Next, page.IsEnd);
        }

        while (true)
        {
            var page = database.ReadStream(key.Stream, next, count, backwards: false);
            if (page.Found != StreamPage.Finding.Stream)
            {
                return ([], next, true);
            }

            // A page below the first event served is empty and points on.
            next = Math.Max(next, page.Next);
            if (page.Events.Count > 0 || page.IsEnd)
            {
                return (page.Events, next, page.IsEnd);
            }
        }
    }
}
