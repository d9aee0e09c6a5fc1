using EventSourcing.Persistence;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EventSourcing.Sqlite.Files;

/// <summary>What an error of SQLite means for whoever works with the file.</summary>
internal static class SqliteErrors
{
    /// <summary>Whether another user of the file holds a lock, and waiting may help.</summary>
    public static bool IsLocked(SqliteException error) => error.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    /// <summary>Translates an error.</summary>
    /// <param name="error">The error.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="stream">The stream that was written to, if it was one.</param>
    public static PersistenceException Of(SqliteException error, string file, string? stream = null) => error.SqliteErrorCode switch
    {
        raw.SQLITE_CANTOPEN => new StoreUnavailableException($"The SQLite file '{file}' cannot be opened{WhyNotOpened(file)}", stream, error),
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => ReadOnly(file, stream, error),
        raw.SQLITE_FULL => new StoreUnavailableException($"The disk with the SQLite file '{file}' is full; nothing was written. Free some space, and try again.", stream, error),
        raw.SQLITE_IOERR => new StoreUnavailableException($"The SQLite file '{file}' cannot be read or written ({error.Message}) Look at the disk or the network share it lies on, and try again.", stream, error),
        raw.SQLITE_CORRUPT or raw.SQLITE_FORMAT => new StoreFormatException($"The SQLite file '{file}' is damaged. Stop its users, keep a copy of it with its -wal file, and restore it from a backup.", error),
        raw.SQLITE_NOTADB => new StoreFormatException($"The file '{file}' is no SQLite file, or is encrypted. Name another file; this one was left as it is.", error),
        raw.SQLITE_TOOBIG => new AppendTooLargeException(stream ?? "", 1_000_000_000, error),
        raw.SQLITE_NOMEM => new PersistenceException($"There was not enough memory to work with the SQLite file '{file}'; nothing was written.", stream, error),
        _ when IsLocked(error) => Locked(file, stream, error),
        _ => new PersistenceException($"SQLite refused to work with '{file}': {error.Message}", stream, error),
    };

    /// <summary>The error of one who has waited long enough for a lock.</summary>
    public static StoreTimeoutException TimedOut(string file, TimeSpan waited, string? stream, SqliteException? error = null) =>
        new($"The SQLite file '{file}' is locked by another user of it, and was not released within {waited.TotalSeconds:0.###} seconds; nothing was written. End the long transaction there, or raise SQLITE_LOCK_TIMEOUT, and try again.", stream, error);

    /// <summary>The error of one who may not write.</summary>
    public static AccessDeniedException ReadOnly(string file, string? stream = null, SqliteException? error = null) =>
        new($"The SQLite file '{file}' cannot be written to: it, or its folder, is read-only for this user. Change its permissions, or name another file.", stream, error);

    private static StoreUnavailableException Locked(string file, string? stream, SqliteException error) =>
        new($"The SQLite file '{file}' is locked by another user of it. Try again.", stream, error);

    private static string WhyNotOpened(string file) => file switch
    {
        _ when Directory.Exists(file) => ": it is a folder. Name a file in it.",
        _ when Path.GetDirectoryName(file) is { } folder && !Directory.Exists(folder) => $", because there is no folder '{folder}'. Create it, or name another file.",
        _ => ". Check the permissions of the file and its folder, or name another file.",
    };
}
