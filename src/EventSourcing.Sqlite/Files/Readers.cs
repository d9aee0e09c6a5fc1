using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace EventSourcing.Sqlite.Files;

/// <summary>Connections to read with: opened when needed, kept, and never more than a few at once.</summary>
internal sealed class Readers(SqliteFile file) : IAsyncDisposable
{
    /// <summary>A store in memory lives in one connection, which everything shares.</summary>
    private readonly int _most = file.FullPath is null ? 1 : 8;
    private readonly ConcurrentStack<Database> _idle = [];
    private readonly SemaphoreSlim _free = new(file.FullPath is null ? 1 : 8);
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Reads something. It should be short: as long as it is read, the write-ahead log cannot begin anew.</summary>
    /// <exception cref="ObjectDisposedException">The recorder is closed.</exception>
    public Task<T> ReadAsync<T>(Func<Database, T> read, CancellationToken cancel) =>
        UseAsync(database => file.RunAsync(database, read, cancel), cancel);

    /// <summary>Lends a connection to some work.</summary>
    /// <exception cref="ObjectDisposedException">The recorder is closed.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "Connections are kept, and closed together.")]
    public async Task<T> UseAsync<T>(Func<Database, Task<T>> work, CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, this);
        await _free.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, this);
            if (!_idle.TryPop(out var database))
                database = await file.OpenAsync(cancel).ConfigureAwait(false);
            try
            {
                return await work(database).ConfigureAwait(false);
            }
            finally
            {
                // Where the end of a transaction was interrupted, it is ended now.
                database.End();
                _idle.Push(database);
            }
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Waits for the reads under way, and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        for (var i = 0; i < _most; i++)
            await _free.WaitAsync().ConfigureAwait(false);
        while (_idle.TryPop(out var database))
            database.Dispose();
        _closing.Dispose();
        _free.Dispose();
    }
}
