using System.Diagnostics.CodeAnalysis;
using EventSourcing.Persistence;
using Microsoft.Data.Sqlite;

namespace EventSourcing.Sqlite.Files;

/// <summary>A file of SQLite with tables of one kind: opens connections to it, and runs work on them.</summary>
/// <remarks>SQLite works synchronously. Here its work runs on the thread pool, a bounded piece at a time, and ends when it
/// is cancelled; whoever has to wait for another's lock holds no thread meanwhile.</remarks>
internal sealed class SqliteFile
{
    /// <summary>The name that stands for no file.</summary>
    public const string InMemory = ":memory:";

    /// <summary>What every commit is worth: with FULL it outlives the loss of power, with NORMAL only the end of the
    /// process. The write-ahead log is cut back to a size after a burst.</summary>
    private const string Pragmas = "PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 16777216; PRAGMA temp_store = MEMORY";

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(5);

    private readonly string _connectionString;
    private readonly Schema _schema;

    /// <summary>Names a file, which is opened later.</summary>
    /// <param name="name">Its path, or <see cref="InMemory"/>.</param>
    /// <param name="lockTimeout">How long to wait for another's lock.</param>
    /// <param name="schema">Its tables.</param>
    /// <param name="time">The clock that waits.</param>
    public SqliteFile(string name, TimeSpan lockTimeout, Schema schema, TimeProvider time)
    {
        _schema = schema;
        Time = time;
        LockTimeout = lockTimeout;
        FullPath = name == InMemory ? null : Path.GetFullPath(name);
        _connectionString = new SqliteConnectionStringBuilder { DataSource = Name, Pooling = false }.ToString();
    }

    /// <summary>Where it is; <see langword="null"/> where it is in memory, where each connection has its own.</summary>
    public string? FullPath { get; }

    /// <summary>What it is called in messages.</summary>
    public string Name => FullPath ?? InMemory;

    public TimeSpan LockTimeout { get; }

    public TimeProvider Time { get; }

    /// <summary>Opens a connection. A file that is not there yet, or empty, or of an older version, is brought to the
    /// current one, by one process of those that try at once.</summary>
    /// <exception cref="StoreFormatException">The file is no such file, or of a newer version.</exception>
    /// <exception cref="PersistenceException">The file cannot be opened.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The database owns its connection, and the caller the database.")]
    public async Task<Database> OpenAsync(CancellationToken cancel)
    {
        var database = new Database(new SqliteConnection(_connectionString));
        try
        {
            // Nothing is changed in a file before it is known to be of this kind.
            await RunAsync(database, Connect, cancel).ConfigureAwait(false);
            var isCurrent = await RunAsync(database, opened => opened.Snapshot(IsCurrent), cancel).ConfigureAwait(false);
            await RunAsync(database, Adjust, cancel).ConfigureAwait(false);
            if (!isCurrent)
                await RunAsync(database, Upgrade, cancel).ConfigureAwait(false);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Runs work on the thread pool, until it is done or cancelled. Where another's lock is in the way it is begun
    /// anew, so it must not have changed anything before it has the lock itself.</summary>
    /// <exception cref="StoreTimeoutException">The lock was not released in time.</exception>
    /// <exception cref="PersistenceException">SQLite reported an error.</exception>
    public async Task<T> RunAsync<T>(Database database, Func<Database, T> work, CancellationToken cancel)
    {
        var started = Time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await Task.Run(() => database.Interruptible(work, cancel), cancel).ConfigureAwait(false);
            }
            catch (SqliteException error) when (SqliteErrors.IsLocked(error))
            {
                if (Time.GetElapsedTime(started) >= LockTimeout)
                    throw SqliteErrors.TimedOut(Name, LockTimeout, null, error);
            }
            catch (SqliteException error)
            {
                throw SqliteErrors.Of(error, Name);
            }

            await PauseAsync(attempt, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Begins a transaction that may write, if no other one is open in any process.</summary>
    public bool TryBegin(Database database)
    {
        try
        {
            database.Execute("BEGIN IMMEDIATE");
            return true;
        }
        catch (SqliteException error) when (SqliteErrors.IsLocked(error))
        {
            return false;
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Of(error, Name);
        }
    }

    /// <summary>Waits before the next attempt to get a lock: soon at first, and never in step with another who waits.</summary>
    public Task PauseAsync(int attempt, CancellationToken cancel) =>
        Task.Delay(TimeSpan.FromMilliseconds(1 + Random.Shared.NextDouble() * Math.Min(1 << Math.Min(attempt, 10), LongestPause.TotalMilliseconds)), Time, cancel);

    private bool Connect(Database database)
    {
        database.Connection.Open();
        return database.IsReadOnly ? throw SqliteErrors.ReadOnly(Name) : true;
    }

    private bool IsCurrent(Database database) => _schema.IsCurrent(database, Name);

    private bool Adjust(Database database)
    {
        using (var query = database.Prepare("PRAGMA journal_mode = WAL"))
        {
            if (!query.Step() || (FullPath is not null && query.Text(0) != "wal"))
                throw new StoreUnavailableException($"The SQLite file '{Name}' cannot have a write-ahead log where it lies, as on most network shares. Put it on a local disk.");
        }

        database.Execute(Pragmas);
        return true;
    }

    private bool Upgrade(Database database)
    {
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            _schema.Upgrade(database, Name);
            database.Execute("COMMIT");
            return true;
        }
        finally
        {
            database.End();
        }
    }
}
