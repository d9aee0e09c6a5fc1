using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using EventSourcing.Persistence;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EventSourcing.Sqlite.Files;

/// <summary>The one writer of a process to a file. What waits when it gets the lock is written in one transaction, each
/// with its own outcome, so that many share the wait for the disk.</summary>
internal sealed class Writer : IAsyncDisposable
{
    private const int MostWaiting = 1024;
    private const int MostAtOnce = 128;

    private readonly Channel<Write> _waiting = Channel.CreateBounded<Write>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly SqliteFile _file;
    private readonly Readers _readers;
    private readonly Changes _changes;
    private readonly WriteAheadLog _log;
    private readonly Neighbours _neighbours;
    private readonly Task _writing;
    private Database? _database;

    public Writer(SqliteFile file, Readers readers, Changes changes)
    {
        _file = file;
        _readers = readers;
        _changes = changes;
        _log = new WriteAheadLog(file);
        _neighbours = new Neighbours(file.Time);
        _writing = Task.Run(WriteAllAsync);
    }

    /// <summary>Does work in a transaction, all or nothing.</summary>
    /// <param name="stream">The stream it is about, for errors.</param>
    /// <param name="work">The work. Only what it throws itself leaves others in the transaction untouched.</param>
    /// <param name="cancel">Gives up; when the work has begun, nobody knows whether it comes to its end.</param>
    public async Task<T> WriteAsync<T>(string? stream, Func<Database, T> work, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var write = new Write<T>(stream, _file.Time.GetTimestamp(), work);
        try
        {
            await _waiting.Writer.WriteAsync(write, cancel).ConfigureAwait(false);
        }
        catch (ChannelClosedException closed)
        {
            throw new ObjectDisposedException("The recorder is closed.", closed);
        }

        return await write.WaitAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Lets what waits come to its end, and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
        _database?.Dispose();
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever went wrong, whoever waits must be told, and the next must be written.")]
    private async Task WriteAllAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            try
            {
                // In memory there is but one connection, which readers have as well.
                _ = _file.FullPath is null
                    ? await _readers.UseAsync(WriteSomeAsync, CancellationToken.None).ConfigureAwait(false)
                    : await WriteSomeAsync(_database ??= await _file.OpenAsync(CancellationToken.None).ConfigureAwait(false)).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                while (_waiting.Reader.TryRead(out var write))
                    write.Fail(error is SqliteException refused ? SqliteErrors.Of(refused, _file.Name, write.Stream) : error);
            }
        }
    }

    /// <returns>How many were written, each with its own outcome.</returns>
    private async Task<int> WriteSomeAsync(Database database)
    {
        if (_neighbours.Wrote(database))
            await _file.PauseAsync(attempt: 0, CancellationToken.None).ConfigureAwait(false);
        for (var attempt = 0; !_file.TryBegin(database); attempt++)
        {
            if (!IsAnyStillPatient())
                return 0;
            await _file.PauseAsync(attempt, CancellationToken.None).ConfigureAwait(false);
        }

        var batch = new List<Write>();
        while (batch.Count < MostAtOnce && _waiting.Reader.TryRead(out var write))
            if (!write.IsAbandoned)
                batch.Add(write);
        Commit(database, batch);
        return batch.Count;
    }

    /// <summary>The one at the front has waited longest.</summary>
    private bool IsAnyStillPatient()
    {
        while (_waiting.Reader.TryPeek(out var oldest))
        {
            if (!oldest.IsAbandoned && _file.Time.GetElapsedTime(oldest.Since) < _file.LockTimeout)
                return true;
            _ = _waiting.Reader.TryRead(out _);
            oldest.Fail(SqliteErrors.TimedOut(_file.Name, _file.LockTimeout, oldest.Stream));
        }

        return false;
    }

    private void Commit(Database database, List<Write> batch)
    {
        var isCommitting = false;
        try
        {
            foreach (var write in batch)
                RunApart(database, write);
            isCommitting = true;
            database.Execute("COMMIT");
        }
        catch (SqliteException error)
        {
            database.End();
            foreach (var write in batch)
                write.Fail(isCommitting && error.SqliteErrorCode == raw.SQLITE_IOERR
                    ? new AppendOutcomeUnknownException(write.Stream ?? _file.Name, $"the file could not be written to disk ({error.Message})", error)
                    : SqliteErrors.Of(error, _file.Name, write.Stream));
            return;
        }

        _changes.Wake();
        foreach (var write in batch)
            write.Complete();
        _log.Trim(database);
    }

    private void RunApart(Database database, Write write)
    {
        database.Execute("SAVEPOINT apart");
        try
        {
            write.Run(database);
        }
        catch (Exception error) when (database.IsInTransaction)
        {
            database.Execute("ROLLBACK TO apart");
            write.Reject(error is SqliteException refused ? SqliteErrors.Of(refused, _file.Name, write.Stream) : error);
        }

        database.Execute("RELEASE apart");
    }
}
