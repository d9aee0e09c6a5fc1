using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using EventSourcing.Persistence;
using EventSourcing.Persistence.Checkpoints;
using EventSourcing.Projections;
using EventSourcing.Sqlite.Files;
using Microsoft.Data.Sqlite;

namespace EventSourcing.Sqlite.Views;

/// <summary>Keeps views in tables of your own in a SQLite file, and their checkpoints in one more, changed together in one
/// transaction. Several processes may use the file; it may be one that other tables are in.</summary>
public sealed class SqliteViews : IViewStore<SqliteViewTransaction>, IAsyncDisposable
{
    private readonly SqliteFile _file;
    private readonly SemaphoreSlim _writing = new(1);
    private Database? _database;
    private SqliteViewTransaction? _transaction;

    /// <summary>Creates a view store. The file is opened, and made if it is not there, by the first call.</summary>
    /// <param name="settings">The file, and how patient to be.</param>
    /// <exception cref="ArgumentException">It is no file but in memory; that is what
    /// <see cref="Projections.InMemory.InMemoryViews"/> is for.</exception>
    public SqliteViews(SqliteSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.FileName == SqliteSettings.Memory)
            throw new ArgumentException("Views of SQLite need a file; use InMemoryViews to keep views in memory.", nameof(settings));
        _file = new SqliteFile(settings.FileName, settings.LockTimeout, new ViewSchema(), TimeProvider.System);
    }

    /// <summary>Opens a connection to read the views with, which sees what is committed. Dispose of it when done.</summary>
    /// <exception cref="PersistenceException">The file cannot be opened.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The caller owns the connection.")]
    public async Task<DbConnection> OpenConnectionAsync(CancellationToken cancel = default)
    {
        var database = await _file.OpenAsync(cancel).ConfigureAwait(false);
        database.Execute("PRAGMA query_only = ON");
        return database.Release();
    }

    /// <inheritdoc/>
    public async Task<Position?> GetCheckpointAsync(string projection, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(projection);

        // Not with the connection that writes, which may be at work for long.
        using var database = await _file.OpenAsync(cancel).ConfigureAwait(false);
        return await _file.RunAsync(database, opened => CheckpointOf(opened, projection), cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task ChangeAsync(Func<SqliteViewTransaction, CancellationToken, Task> change, CancellationToken cancel = default) =>
        CommitAsync(static _ => { }, change, cancel);

    /// <inheritdoc/>
    public Task ChangeAsync(Checkpoint checkpoint, Func<SqliteViewTransaction, CancellationToken, Task> change, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return CommitAsync(database => Move(database, checkpoint), change, cancel);
    }

    /// <inheritdoc/>
    public Task ClearAsync(string projection, Func<SqliteViewTransaction, CancellationToken, Task> change, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(projection);
        return CommitAsync(database => Forget(database, projection), change, cancel);
    }

    /// <summary>Closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        _transaction?.Discard();
        _database?.Dispose();
        _writing.Dispose();
    }

    private async Task CommitAsync(Action<Database> move, Func<SqliteViewTransaction, CancellationToken, Task> change, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            _database ??= await _file.OpenAsync(cancel).ConfigureAwait(false);
            _transaction ??= new SqliteViewTransaction(_database.Connection);
            await BeginAsync(_database, cancel).ConfigureAwait(false);
            try
            {
                Translated(_database, move);
                await change(_transaction, cancel).ConfigureAwait(false);
                cancel.ThrowIfCancellationRequested();
                Translated(_database, static database => database.Execute("COMMIT"));
            }
            finally
            {
                _database.End();
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task BeginAsync(Database database, CancellationToken cancel)
    {
        var started = _file.Time.GetTimestamp();
        for (var attempt = 0; !_file.TryBegin(database); attempt++)
        {
            if (_file.Time.GetElapsedTime(started) >= _file.LockTimeout)
                throw SqliteErrors.TimedOut(_file.Name, _file.LockTimeout, null);
            await _file.PauseAsync(attempt, cancel).ConfigureAwait(false);
        }
    }

    private void Translated(Database database, Action<Database> work)
    {
        try
        {
            work(database);
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Of(error, _file.Name);
        }
    }

    private static Position? CheckpointOf(Database database, string projection)
    {
        using var query = database.Prepare("SELECT commit_position, prepare_position FROM view_checkpoints WHERE projection = ?");
        return query.With(projection).Step() ? new Position(query.Number(0), query.Number(1)) : null;
    }

    private static void Move(Database database, Checkpoint checkpoint)
    {
        if (CheckpointOf(database, checkpoint.Follower) is var actual && actual != checkpoint.Previous)
            throw new CheckpointConflictException(checkpoint, actual);
        using var command = database.Prepare("INSERT INTO view_checkpoints VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET commit_position = excluded.commit_position, prepare_position = excluded.prepare_position");
        command.With(checkpoint.Follower).With(checkpoint.Position.Commit).With(checkpoint.Position.Prepare).Run();
    }

    private static void Forget(Database database, string projection)
    {
        using var command = database.Prepare("DELETE FROM view_checkpoints WHERE projection = ?");
        command.With(projection).Run();
    }
}
