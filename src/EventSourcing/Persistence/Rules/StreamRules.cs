using EventSourcing.Persistence.Metadata;

namespace EventSourcing.Persistence.Rules;

/// <summary>The rules of streams, one for all stores of our own: what an append or a delete may do, which append is a
/// repeat, and which events are served.</summary>
public static class StreamRules
{
    /// <summary>What holds of a stream before metadata is set: one that holds metadata itself serves its newest event only.</summary>
    public static StreamMetadata InitialMetadata(string stream) =>
        MetadataStream.OwnerOf(stream) is null ? new StreamMetadata() : new StreamMetadata { MaxCount = 1 };

    /// <summary>What holds of a stream once an event has been written to the one that holds its metadata.</summary>
    public static StreamMetadata MetadataOf(string type, ReadOnlyMemory<byte> data) =>
        (type == MetadataStream.EventType ? StreamMetadata.Parse(data) : null) ?? new StreamMetadata();

    /// <summary>Whether the stream is there for a reader, be it empty.</summary>
    public static bool Exists(this IStreamView stream) => stream.Last >= 0 && !stream.Metadata.IsSoftDelete;

    /// <summary>Which revisions a reader may see.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="mustExist">Whether a missing stream is an error.</param>
    /// <param name="now">The time, for events that become too old.</param>
    /// <exception cref="StreamNotFoundException">The stream does not exist or is soft-deleted, and must exist.</exception>
    /// <exception cref="StreamDeletedException">The stream has been tombstoned.</exception>
    public static (long First, long Last) Served(this IStreamView stream, bool mustExist, DateTimeOffset now)
    {
        stream.ThrowIfTombstoned();
        if (mustExist && !stream.Exists())
            throw new StreamNotFoundException(stream.Name);
        return (stream.FirstServed(now), stream.Last);
    }

    /// <summary>Judges an append.</summary>
    /// <returns>What a repeated append was answered the first time; <see langword="null"/> where it is to be written.</returns>
    /// <exception cref="WrongExpectedRevisionException">It is neither a repeat nor does the expectation hold.</exception>
    /// <exception cref="StreamDeletedException">The stream is tombstoned, or soft-deleted and expected to exist.</exception>
    public static AppendResult? Judge(this IStreamView stream, ExpectedRevision expected, IReadOnlyList<NewEvent> events, DateTimeOffset now)
    {
        stream.ThrowIfDeleted(expected);
        if (events.Count > 0 && stream.FirstToCompare(expected, events[0].Id) is { } first && stream.Find(first)?.Id == events[0].Id)
            return stream.LastRepeated(first, events) is { } last
                ? new AppendResult(first + events.Count - 1, first + events.Count - 1 >= stream.FirstServed(now) ? last.Position : null)
                : throw stream.Conflict(expected);

        return stream.Holds(expected) ? null : throw stream.Conflict(expected);
    }

    /// <summary>Judges a soft delete.</summary>
    /// <exception cref="WrongExpectedRevisionException">The stream is at another revision, or there is nothing in it.</exception>
    /// <exception cref="StreamDeletedException">The stream is tombstoned, or soft-deleted and expected to exist.</exception>
    public static void JudgeDelete(this IStreamView stream, ExpectedRevision expected)
    {
        stream.JudgeTombstone(expected);
        if (stream.Last < 0)
            throw stream.Conflict(expected);
    }

    /// <summary>Judges a tombstone.</summary>
    /// <exception cref="WrongExpectedRevisionException">The stream is at another revision.</exception>
    /// <exception cref="StreamDeletedException">The stream is tombstoned, or soft-deleted and expected to exist.</exception>
    public static void JudgeTombstone(this IStreamView stream, ExpectedRevision expected)
    {
        stream.ThrowIfDeleted(expected);
        if (!stream.Holds(expected))
            throw stream.Conflict(expected);
    }

    private static long FirstServed(this IStreamView stream, DateTimeOffset now)
    {
        var first = Math.Min(stream.Metadata.FirstServed(stream.Last), stream.Last + 1);
        return stream.Metadata.MaxAge is { } age ? stream.FirstSince(first, now - age) : first;
    }

    /// <summary>A soft-deleted stream counts as missing, and still knows its last revision.</summary>
    private static bool Holds(this IStreamView stream, ExpectedRevision expected) =>
        expected.Holds(stream.Actual()) || (stream.Metadata.IsSoftDelete && expected == ExpectedRevision.NoStream);

    private static long? FirstToCompare(this IStreamView stream, ExpectedRevision expected, Guid first) =>
        expected == ExpectedRevision.NoStream ? 0 : expected.Revision + 1 ?? stream.RevisionOf(first);

    private static StreamEntry? LastRepeated(this IStreamView stream, long first, IReadOnlyList<NewEvent> events)
    {
        StreamEntry? last = null;
        for (var i = 0; i < events.Count; i++)
        {
            last = stream.Find(first + i);
            if (last?.Id != events[i].Id)
                return null;
        }

        return last;
    }

    private static void ThrowIfDeleted(this IStreamView stream, ExpectedRevision expected)
    {
        stream.ThrowIfTombstoned();
        if (stream.Metadata.IsSoftDelete && expected == ExpectedRevision.StreamExists)
            throw new StreamDeletedException(stream.Name);
    }

    private static void ThrowIfTombstoned(this IStreamView stream)
    {
        if (stream.IsTombstoned)
            throw new StreamDeletedException(stream.Name);
    }

    private static WrongExpectedRevisionException Conflict(this IStreamView stream, ExpectedRevision expected) =>
        new(stream.Name, expected, stream.Actual());

    private static long? Actual(this IStreamView stream) => stream.Last < 0 ? null : stream.Last;
}
