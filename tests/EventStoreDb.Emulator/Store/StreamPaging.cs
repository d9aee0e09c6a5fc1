namespace EventStoreDb.Emulator.Store;

/// <summary>Cuts pages out of a stream.</summary>
internal static class StreamPaging
{
    /// <summary>
    /// Reads a page upwards. A page that lies below the first event served is empty and points to that event:
    /// this is what makes the server tell readers where the stream begins.
    /// </summary>
    public static StreamPage Forwards(EventStream stream, long firstServed, long from, int count)
    {
        var last = stream.LastRevision;
        if (from > last)
        {
            return new StreamPage(StreamPage.Finding.Stream, [], last + 1, last, IsEnd: true);
        }

        var to = from + count - 1;
        if (to < firstServed)
        {
            return new StreamPage(StreamPage.Finding.Stream, [], firstServed, last, IsEnd: false);
        }

        var events = new List<RecordedEvent>();
        for (var revision = Math.Max(from, firstServed); revision <= Math.Min(to, last); revision++)
        {
            events.Add(stream[revision]);
        }

        return new StreamPage(StreamPage.Finding.Stream, events, Math.Min(to, last) + 1, last, to >= last);
    }

    public static StreamPage Backwards(EventStream stream, long firstServed, long from, int count)
    {
        var last = stream.LastRevision;
        var start = Math.Min(from, last);
        var events = new List<RecordedEvent>();
        for (var revision = start; revision >= firstServed && events.Count < count; revision--)
        {
            events.Add(stream[revision]);
        }

        var next = start - events.Count;
        return new StreamPage(StreamPage.Finding.Stream, events, next, last, next < firstServed || events.Count == 0);
    }

    /// <summary>Everything that was written, whether it is still served or not: what live subscribers are sent.</summary>
    public static StreamPage Written(EventStream stream, long from, int count) =>
        Forwards(stream, firstServed: 0, from, count);
}
