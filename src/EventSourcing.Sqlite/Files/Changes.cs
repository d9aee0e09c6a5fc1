using EventSourcing.Persistence;

namespace EventSourcing.Sqlite.Files;

/// <summary>Wakes those who wait for something new in a file: at once when this process has written, and when another has,
/// as soon as <c>PRAGMA data_version</c> tells. From the first wait on it looks again and again.</summary>
internal sealed class Changes(SqliteFile file, TimeSpan pollInterval) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private TaskCompletionSource _next = NewSignal();
    private Task _watch = Task.CompletedTask;
    private bool _isWatching;

    /// <summary>Completes when something may have been written after this was asked for: take it, read, then wait for it.</summary>
    /// <exception cref="ObjectDisposedException">The recorder is closed.</exception>
    public Task Next
    {
        get
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, this);
                if (!_isWatching && file.FullPath is not null)
                {
                    _isWatching = true;
                    _watch = Task.Run(WatchAsync, CancellationToken.None);
                }

                return _next.Task;
            }
        }
    }

    /// <summary>Wakes all who wait.</summary>
    public void Wake()
    {
        lock (_gate)
            Renew().SetResult();
    }

    /// <summary>Stops looking, and wakes all who wait.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        Wake();
        await _watch.ConfigureAwait(false);
        _closing.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TaskCompletionSource Renew()
    {
        var waiting = _next;
        _next = NewSignal();
        return waiting;
    }

    private async Task WatchAsync()
    {
        try
        {
            using var database = await file.OpenAsync(_closing.Token).ConfigureAwait(false);
            for (long? seen = null; ;)
            {
                var version = await file.RunAsync(database, connection => connection.Number("PRAGMA data_version"), _closing.Token).ConfigureAwait(false);

                // The first look says nothing about what was written before it, so it wakes too.
                if (version != seen)
                    Wake();
                seen = version;
                await Task.Delay(pollInterval, file.Time, _closing.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The recorder is closed.
        }
        catch (PersistenceException error)
        {
            lock (_gate)
            {
                _isWatching = false;
                Renew().SetException(error);
            }
        }
    }
}
