namespace EventSourcing.Sqlite.Files;

/// <summary>Tells whether others write to the file. SQLite gives its lock to whoever asks in the right moment, so a busy
/// process would leave none to the others: with neighbours, it leaves the lock alone for a moment before it takes it again.</summary>
internal sealed class Neighbours(TimeProvider time)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(2);

    private long? _version;
    private long? _seen;

    /// <summary>Whether anybody else has written lately.</summary>
    public bool Wrote(Database database)
    {
        var version = database.Number("PRAGMA data_version");
        if (_version is not null && version != _version)
            _seen = time.GetTimestamp();
        _version = version;
        return _seen is { } seen && time.GetElapsedTime(seen) < Remembered;
    }
}
