using EventSourcing.Persistence;
using EventSourcing.Persistence.Metadata;
using EventSourcing.Persistence.Rules;
using EventSourcing.Sqlite.Files;

namespace EventSourcing.Sqlite.Events;

/// <summary>One stream as it stands in the file, good for the transaction it was found in.</summary>
internal sealed class StoredStream : IStreamView
{
    private readonly Database _database;

    private StoredStream(Database database, string name)
    {
        _database = database;
        Name = name;
        Metadata = StreamRules.InitialMetadata(name);
    }

    public string Name { get; }

    /// <summary>Its number in the file; <see langword="null"/> where it was never heard of.</summary>
    public long? Id { get; private init; }

    public long Last { get; private init; } = -1;

    /// <summary>What the store itself looks at; the rest is in the stream's metadata stream. Removed events count as
    /// truncated, whatever metadata says by now.</summary>
    public StreamMetadata Metadata { get; private init; }

    public bool IsTombstoned { get; private init; }

    /// <summary>Finds a stream, or what would be one.</summary>
    /// <exception cref="StreamDeletedException">It holds the metadata of a tombstoned stream.</exception>
    public static StoredStream Find(Database database, string name)
    {
        if (MetadataStream.OwnerOf(name) is { } owner && Find(database, owner).IsTombstoned)
            throw new StreamDeletedException(name);

        using var query = database.Prepare("SELECT id, last, max_count, max_age, max(coalesce(truncate_before, 0), removed_before), is_tombstoned FROM streams WHERE name = ?");
        query.With(name);
        if (!query.Step())
            return new StoredStream(database, name);
        return new StoredStream(database, name)
        {
            Id = query.Number(0),
            Last = query.Number(1),
            Metadata = StreamRules.InitialMetadata(name) with
            {
                MaxCount = query.NumberOrNull(2),
                MaxAge = query.NumberOrNull(3) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                TruncateBefore = query.Number(4),
            },
            IsTombstoned = query.Number(5) != 0,
        };
    }

    public StreamEntry? Find(long revision)
    {
        using var query = _database.Prepare("SELECT id, position FROM events WHERE stream = ? AND revision = ?");
        return query.With(Id).With(revision).Step() ? new StreamEntry(query.Id(0), new Position(query.Number(1))) : null;
    }

    public long? RevisionOf(Guid id)
    {
        using var query = _database.Prepare("SELECT min(revision) FROM events WHERE id = ? AND stream = ?");
        return query.With(id).With(Id).Step() ? query.NumberOrNull(0) : null;
    }

    public long FirstSince(long revision, DateTimeOffset oldest)
    {
        using var query = _database.Prepare("SELECT revision FROM events WHERE stream = ? AND revision >= ? AND created >= ? ORDER BY revision LIMIT 1");
        return query.With(Id).With(revision).With(Timestamp.Of(oldest)).Step() ? query.Number(0) : Last + 1;
    }
}
