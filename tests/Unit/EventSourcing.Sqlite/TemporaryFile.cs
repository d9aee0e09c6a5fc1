using System.Diagnostics.CodeAnalysis;
using EventSourcing.Sqlite;
using Microsoft.Data.Sqlite;

namespace EventSourcing.Tests.Sqlite;

/// <summary>A file in a folder of its own, which goes with all that SQLite puts beside it.</summary>
public sealed class TemporaryFile : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("sqlite-").FullName;

    public string Name => Path.Combine(Folder, "events.db");

    public SqliteRecorder Open(TimeSpan? lockTimeout = null, TimeProvider? time = null) =>
        new(new SqliteSettings(Name) { LockTimeout = lockTimeout ?? TimeSpan.FromSeconds(30) }, time);

    /// <summary>Opens the file as anybody else would.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Name};Pooling=false");
        connection.Open();
        return connection;
    }

    public object? Execute(string sql)
    {
        using var connection = Connect();
        return Execute(connection, sql);
    }

    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "The tests write it themselves.")]
    public static object? Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
