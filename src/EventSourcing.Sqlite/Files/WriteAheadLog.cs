namespace EventSourcing.Sqlite.Files;

/// <summary>Keeps the write-ahead log from growing without end. SQLite carries it over into the file by itself, and begins
/// it anew when nobody reads from it; but where reads overlap without a pause, that moment never comes. Then it is made.</summary>
internal sealed class WriteAheadLog(SqliteFile file)
{
    private const long Large = 16 * 1024 * 1024;

    private long _tolerated = Large;

    /// <summary>Has a log that has become large carried over, and waits a little for the reads under way. Where somebody
    /// reads for longer, it is tried again when the log has grown by as much.</summary>
    public void Trim(Database database)
    {
        if (file.FullPath is null || Size() is var before && before < _tolerated)
            return;
        database.Execute("PRAGMA busy_timeout = 500");
        database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        database.Execute("PRAGMA busy_timeout = 0");
        _tolerated = Size() + Large;
    }

    private long Size() => new FileInfo(file.FullPath + "-wal") is { Exists: true } log ? log.Length : 0;
}
