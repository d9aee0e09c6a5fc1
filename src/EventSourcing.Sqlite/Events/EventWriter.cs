using EventSourcing.Persistence;
using EventSourcing.Persistence.Checkpoints;
using EventSourcing.Persistence.Metadata;
using EventSourcing.Persistence.Rules;
using EventSourcing.Sqlite.Files;

namespace EventSourcing.Sqlite.Events;

/// <summary>What writes do to the tables of events, each in the transaction it is called in.</summary>
internal sealed class EventWriter(Database database, DateTimeOffset now)
{
    /// <summary>Appends to streams, all of which are judged before any is written to.</summary>
    public IReadOnlyList<AppendResult> Append(IReadOnlyList<StreamAppend> appends)
    {
        var judged = appends.Select(append => (Append: append, Repeat: StoredStream.Find(database, append.Stream).Judge(append.Expected, append.Events, now))).ToArray();
        return [.. judged.Select(one => one.Repeat ?? Write(one.Append.Stream, one.Append.Events))];
    }

    /// <summary>Appends and moves a checkpoint.</summary>
    public IReadOnlyList<AppendResult> Append(IReadOnlyList<StreamAppend> appends, Checkpoint checkpoint)
    {
        if (FindCheckpoint(database, checkpoint.Follower) is var actual && actual != checkpoint.Previous)
            throw new CheckpointConflictException(checkpoint, actual);
        var results = Append(appends);
        using var command = database.Prepare("INSERT INTO checkpoints VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET commit_position = excluded.commit_position, prepare_position = excluded.prepare_position");
        command.With(checkpoint.Follower).With(checkpoint.Position.Commit).With(checkpoint.Position.Prepare).Run();
        return results;
    }

    public static Position? FindCheckpoint(Database database, string follower)
    {
        using var query = database.Prepare("SELECT commit_position, prepare_position FROM checkpoints WHERE follower = ?");
        return query.With(follower).Step() ? new Position(query.Number(0), query.Number(1)) : null;
    }

    /// <summary>Soft-deletes a stream.</summary>
    public Position? Delete(string stream, ExpectedRevision expected)
    {
        StoredStream.Find(database, stream).JudgeDelete(expected);
        return WriteMetadata(stream, new StreamMetadata { TruncateBefore = long.MaxValue }).Position;
    }

    /// <summary>Tombstones a stream. Its events stay in the log.</summary>
    public void Tombstone(string stream, ExpectedRevision expected)
    {
        var target = StoredStream.Find(database, stream);
        target.JudgeTombstone(expected);
        using var command = database.Prepare("UPDATE streams SET is_tombstoned = 1 WHERE id = ?");
        command.With(target.Id ?? Add(stream)).Run();
    }

    private AppendResult Write(string stream, IReadOnlyList<NewEvent> events)
    {
        if (events.Count == 0)
            return new AppendResult(StoredStream.Find(database, stream) is var found && found.Exists() ? found.Last : -1, null);

        // Whatever is written to a soft-deleted stream, or as its metadata, revives it, without what it held before.
        var owner = StoredStream.Find(database, MetadataStream.OwnerOf(stream) ?? stream);
        var result = Record(stream, events);
        if (owner.Metadata.IsSoftDelete)
            WriteMetadata(owner.Name, WholeMetadata(owner.Name) with { TruncateBefore = owner.Last + 1 });
        return result;
    }

    private AppendResult Record(string stream, IReadOnlyList<NewEvent> events)
    {
        var target = StoredStream.Find(database, stream);
        var id = target.Id ?? Add(stream);
        var revision = target.Last;
        var position = 0L;
        foreach (var added in events)
            position = Insert(id, ++revision, added);

        using (var command = database.Prepare("UPDATE streams SET last = ? WHERE id = ?"))
            command.With(revision).With(id).Run();
        if (MetadataStream.OwnerOf(stream) is { } owner)
            TakeMetadata(owner, StreamRules.MetadataOf(events[^1].Type, events[^1].Data));
        else if (stream.StartsWith(EventFilter.SnapshotPrefix, StringComparison.Ordinal))
            Trim(id, target.Metadata, revision);
        return new AppendResult(revision, new Position(position));
    }

    private long Insert(long stream, long revision, NewEvent added)
    {
        using var command = database.Prepare("INSERT INTO events (stream, revision, id, type, created, is_json, metadata, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING position");
        command.With(stream).With(revision).With(added.Id).With(TypeOf(added.Type)).With(Timestamp.Of(now)).With(added.IsJson ? 1 : 0).With(added.Metadata.Span).With(added.Data.Span);
        _ = command.Step();
        return command.Number(0);
    }

    private AppendResult WriteMetadata(string stream, StreamMetadata metadata) =>
        Record(MetadataStream.Of(stream), [new NewEvent(Guid.CreateVersion7(), MetadataStream.EventType, metadata.ToBytes())]);

    /// <summary>Metadata with the keys that are not the store's own.</summary>
    private StreamMetadata WholeMetadata(string stream)
    {
        using var query = database.Prepare("SELECT types.name, data FROM events JOIN types ON types.id = type WHERE stream = (SELECT id FROM streams WHERE name = ?) ORDER BY revision DESC LIMIT 1");
        return query.With(MetadataStream.Of(stream)).Step() ? StreamRules.MetadataOf(query.Text(0), query.Bytes(1)) : new StreamMetadata();
    }

    private void TakeMetadata(string stream, StreamMetadata metadata)
    {
        using var command = database.Prepare("UPDATE streams SET max_count = ?, max_age = ?, truncate_before = ? WHERE id = ?");
        command.With(metadata.MaxCount).With(metadata.MaxAge?.Ticks / TimeSpan.TicksPerSecond).With(metadata.TruncateBefore)
            .With(StoredStream.Find(database, stream).Id ?? Add(stream)).Run();
    }

    private long Add(string stream)
    {
        using var command = database.Prepare("INSERT INTO streams (name, max_count) VALUES (?, ?) RETURNING id");
        _ = command.With(stream).With(StreamRules.InitialMetadata(stream).MaxCount).Step();
        return command.Number(0);
    }

    private long TypeOf(string name)
    {
        using (var query = database.Prepare("SELECT id FROM types WHERE name = ?"))
        {
            if (query.With(name).Step())
                return query.Number(0);
        }

        using var command = database.Prepare("INSERT INTO types (name) VALUES (?) RETURNING id");
        _ = command.With(name).Step();
        return command.Number(0);
    }

    /// <summary>Old snapshots that are no longer served would only make the file grow. Their ids stay, so that a repeated
    /// append is recognised, and so does the newest, whatever metadata says.</summary>
    private void Trim(long stream, StreamMetadata metadata, long last)
    {
        var first = Math.Min(metadata.FirstServed(last), last);
        if (metadata.IsSoftDelete || first <= 0)
            return;
        using (var command = database.Prepare("UPDATE events SET metadata = x'', data = NULL WHERE stream = ?1 AND revision >= (SELECT removed_before FROM streams WHERE id = ?1) AND revision < ?2"))
            command.With(stream).With(first).Run();
        using (var command = database.Prepare("UPDATE streams SET removed_before = max(removed_before, ?2) WHERE id = ?1"))
            command.With(stream).With(first).Run();
    }
}
