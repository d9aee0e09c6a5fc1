namespace EventStoreDb.Emulator.Store;

/// <content>Reading.</content>
internal sealed partial class Database
{
    private static readonly EventStream NoEvents = new();

    /// <summary>
    /// Completes with the next write. Taken before reading, so that no write between reading and waiting is missed.
    /// </summary>
    public Task NextWrite
    {
        get
        {
            lock (_gate)
            {
                return _changed.Task;
            }
        }
    }

    /// <summary>Everything that was ever written.</summary>
    public IReadOnlyList<CommittedEvent> Committed
    {
        get
        {
            lock (_gate)
            {
                return
                [
                    .. _log.Events.Select(recorded => new CommittedEvent(
                        recorded.Stream, recorded.Revision, recorded.Content.Id, recorded.Position)),
                ];
            }
        }
    }

    public StreamPage ReadStream(string stream, long from, int count, bool backwards)
    {
        lock (_gate)
        {
            if (IsTombstoned(stream))
            {
                return StreamPage.Tombstoned;
            }

            var (found, metadata) = (Find(stream), Metadata(stream));
            if (found.LastRevision < 0 || metadata.IsSoftDeleted)
            {
                return StreamPage.Missing;
            }

            var firstServed = found.FirstServed(metadata, _time.GetUtcNow());
            return backwards
                ? StreamPaging.Backwards(found, firstServed, from, count)
                : StreamPaging.Forwards(found, firstServed, from, count);
        }
    }

    /// <summary>What was written from a revision on, and the tombstone if the stream has ended.</summary>
    public (StreamPage Page, RecordedEvent? Tombstone) ReadWritten(string stream, long from, int count)
    {
        lock (_gate)
        {
            var found = Find(stream);
            return (StreamPaging.Written(found, from, count), found.Tombstone);
        }
    }

    public long LastRevisionOf(string stream)
    {
        lock (_gate)
        {
            return Find(stream).LastRevision;
        }
    }

    /// <summary>Where the next record will lie.</summary>
    public long LogEnd
    {
        get
        {
            lock (_gate)
            {
                return _log.End;
            }
        }
    }

    public LogPage ReadLogForwards(int from, int count, int window, EventFilter? filter)
    {
        lock (_gate)
        {
            return LogPaging.Forwards(_log, from, count, window, filter);
        }
    }

    public LogPage ReadLogBackwards(int before, int count, int window, EventFilter? filter)
    {
        lock (_gate)
        {
            return LogPaging.Backwards(_log, before, count, window, filter);
        }
    }

    /// <summary>Where in the log a position is: a record, the end, beyond it, or inside a record.</summary>
    public LogPlace Locate(long position)
    {
        lock (_gate)
        {
            if (position >= _log.End)
            {
                return new LogPlace(_log.Count, position == _log.End ? LogPlace.Kind.End : LogPlace.Kind.Beyond);
            }

            return _log.IndexOf(position) is { } index
                ? new LogPlace(index, LogPlace.Kind.Record)
                : new LogPlace(0, LogPlace.Kind.InsideRecord);
        }
    }

    /// <summary>The event a link points to, as long as it is served.</summary>
    public RecordedEvent? Resolve(LinkReference link)
    {
        var page = ReadStream(link.Stream, link.Revision, 1, backwards: false);
        return page.Events is [var target] && target.Revision == link.Revision ? target : null;
    }

    public StreamMetadata MetadataOf(string stream)
    {
        lock (_gate)
        {
            return Metadata(stream);
        }
    }

    public RecordedEvent? LastOf(string stream)
    {
        lock (_gate)
        {
            return Find(stream).Last;
        }
    }

    private EventStream Find(string stream) => _streams.GetValueOrDefault(stream, NoEvents);

    /// <summary>A tombstone ends the metadata stream too.</summary>
    private bool IsTombstoned(string stream) =>
        Find(stream).Tombstone is not null
        || (StreamName.IsMetadata(stream) && Find(StreamName.BaseOf(stream)).Tombstone is not null);

    private bool HasMetadata(string stream) => Find(StreamName.MetadataOf(stream)).LastRevision >= 0;

    private StreamMetadata Metadata(string stream) => StreamName.IsMetadata(stream)
        ? StreamMetadata.OfMetadataStream
        : StreamMetadata.Parse(Find(StreamName.MetadataOf(stream)).Last);
}
