using EventSourcing.Sqlite;

namespace EventSourcing.Tests.Sqlite;

/// <summary>A file in a folder of its own, which goes with all that SQLite puts beside it.</summary>
public sealed class TemporaryFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sqlite-").FullName;

    public string Folder => _folder;

    public string Name => Path.Combine(_folder, "events.db");

    public SqliteRecorder Open(TimeSpan? lockTimeout = null, TimeProvider? time = null) =>
        new(new SqliteSettings(Name) { LockTimeout = lockTimeout ?? TimeSpan.FromSeconds(30) }, time);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
