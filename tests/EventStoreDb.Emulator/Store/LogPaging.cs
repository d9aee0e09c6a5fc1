namespace EventStoreDb.Emulator.Store;

/// <summary>Cuts pages out of the log: at most so many matching events, out of at most so many looked at.</summary>
internal static class LogPaging
{
    public static LogPage Forwards(EventLog log, int from, int count, int window, EventFilter? filter)
    {
        var events = new List<RecordedEvent>();
        var (index, considered) = (from, 0);
        long? first = null;
        for (; index < log.Count && events.Count < count && considered < window; index++)
        {
            if (log.VisibleAt(index) is not { } recorded)
            {
                continue;
            }

            first ??= recorded.Position;
            considered++;
            if (filter?.Matches(recorded) ?? true)
            {
                events.Add(recorded);
            }
        }

        return new LogPage(events, first, considered, index, index >= log.Count);
    }

    /// <summary>The record at <paramref name="before"/> is left out: backwards, positions are exclusive.</summary>
    public static LogPage Backwards(EventLog log, int before, int count, int window, EventFilter? filter)
    {
        var events = new List<RecordedEvent>();
        var (index, considered) = (before, 0);
        for (; index > 0 && events.Count < count && considered < window; index--)
        {
            if (log.VisibleAt(index - 1) is not { } recorded)
            {
                continue;
            }

            considered++;
            if (filter?.Matches(recorded) ?? true)
            {
                events.Add(recorded);
            }
        }

        return new LogPage(events, null, considered, index, index == 0);
    }
}
