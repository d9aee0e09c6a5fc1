using Benchmarks.Macro;
using EventSourcing.Persistence;
using Microsoft.Data.Sqlite;

// SQLite has no calls that wait without a thread: the asynchronous ones of ADO.NET do the same and cost more. What is run is
// made of constants.
#pragma warning disable CA1849, CA2100

namespace Benchmarks.Peers;

/// <summary>ADO.NET as one would write it by hand for a table of events: same journal, same durability, prepared statements, and
/// the check of the revision in the same transaction.</summary>
internal sealed class RawSqlite : IPeer
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _last;
    private readonly SqliteCommand _insert;

    public RawSqlite(string file)
    {
        _connection = new SqliteConnection($"Data Source={file}");
        _connection.Open();
        Run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON");
        Run("""
            CREATE TABLE events (
                position INTEGER PRIMARY KEY AUTOINCREMENT, stream TEXT NOT NULL, revision INTEGER NOT NULL, id BLOB NOT NULL,
                type TEXT NOT NULL, created INTEGER NOT NULL, metadata BLOB NOT NULL, data BLOB NOT NULL);
            CREATE UNIQUE INDEX events_of_stream ON events (stream, revision);
            CREATE INDEX events_of_type ON events (type);
            CREATE INDEX events_by_id ON events (id);
            """);
        _last = Prepared("SELECT max(revision) FROM events WHERE stream = $stream", "$stream");
        _insert = Prepared(
            "INSERT INTO events (stream, revision, id, type, created, metadata, data) VALUES ($stream, $revision, $id, $type, $created, $metadata, $data)",
            "$stream", "$revision", "$id", "$type", "$created", "$metadata", "$data");
    }

    public Task AppendAsync(string stream, long last, NewEvent[] events)
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        _last.Transaction = transaction;
        _insert.Transaction = transaction;
        _last.Parameters[0].Value = stream;
        if ((_last.ExecuteScalar() as long? ?? -1) != last)
            throw new InvalidOperationException("The stream is not where it was expected.");
        var created = TimeProvider.System.GetUtcNow().UtcTicks;
        foreach (var added in events)
        {
            var values = _insert.Parameters;
            values[0].Value = stream;
            values[1].Value = ++last;
            values[2].Value = added.Id.ToByteArray(bigEndian: true);
            values[3].Value = added.Type;
            values[4].Value = created;
            values[5].Value = added.Metadata.ToArray();
            values[6].Value = added.Data.ToArray();
            _insert.ExecuteNonQuery();
        }

        transaction.Commit();
        return Task.CompletedTask;
    }

    public Task ReadStreamAsync(string stream, bool backwards, int count, Laps laps) => CountAsync(
        $"SELECT position, stream, revision, id, type, created, metadata, data FROM events WHERE stream = $stream ORDER BY revision {(backwards ? "DESC" : "ASC")} LIMIT $count", stream, count, laps);

    public Task ReadAllAsync(int count, Laps laps) => CountAsync(
        "SELECT position, stream, revision, id, type, created, metadata, data FROM events ORDER BY position LIMIT $count", null, count, laps);

    public Task SubscribeAsync(string typePrefix, Position after, int count, Laps laps) =>
        throw new NotSupportedException("ADO.NET has no subscriptions.");

    public ValueTask DisposeAsync()
    {
        _last.Dispose();
        _insert.Dispose();
        return _connection.DisposeAsync();
    }

    private Task CountAsync(string sql, string? stream, int count, Laps laps)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$stream", stream ?? (object)DBNull.Value);
        command.Parameters.AddWithValue("$count", count);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            _ = new RecordedEvent
            {
                Position = new Position(reader.GetInt64(0)),
                Stream = reader.GetString(1),
                Revision = reader.GetInt64(2),
                Id = new Guid(reader.GetFieldValue<byte[]>(3), bigEndian: true),
                Type = reader.GetString(4),
                Created = new DateTimeOffset(reader.GetInt64(5), TimeSpan.Zero),
                Metadata = reader.GetFieldValue<byte[]>(6),
                Data = reader.GetFieldValue<byte[]>(7),
                IsJson = true,
            };
            laps.Event();
        }

        return Task.CompletedTask;
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteCommand Prepared(string sql, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
            command.Parameters.AddWithValue(parameter, DBNull.Value);
        command.Prepare();
        return command;
    }
}
