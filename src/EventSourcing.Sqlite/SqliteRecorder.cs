using System.Runtime.CompilerServices;
using EventSourcing.Persistence;
using EventSourcing.Persistence.Checkpoints;
using EventSourcing.Sqlite.Events;
using EventSourcing.Sqlite.Files;
using SQLitePCL;

namespace EventSourcing.Sqlite;

/// <summary>Keeps events in a file of SQLite, which several processes may use at once. What was acknowledged is on the
/// disk, and is lost neither with the process nor with the power.</summary>
public sealed class SqliteRecorder : ICheckpointRecorder
{
    private readonly SqliteFile _file;
    private readonly Readers _readers;
    private readonly Changes _changes;
    private readonly Writer _writer;
    private readonly StreamPages _streams;
    private readonly LogPages _log;
    private readonly TimeProvider _time;
    private int _disposed;

    /// <summary>Creates a recorder. The file is opened by the first call.</summary>
    /// <param name="settings">The file, and how patient to be.</param>
    /// <param name="timeProvider">The clock that says when events were written; the system's unless given.</param>
    public SqliteRecorder(SqliteSettings settings, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _time = timeProvider ?? TimeProvider.System;
        _file = new SqliteFile(settings.FileName, settings.LockTimeout, EventSchema.Schema, _time);
        _readers = new Readers(_file);
        _changes = new Changes(_file, settings.PollInterval);
        _writer = new Writer(_file, _readers, _changes);
        _streams = new StreamPages(_readers, _time);
        _log = new LogPages(_readers);
    }

    /// <inheritdoc/>
    public async Task<StoreInfo> GetInfoAsync(CancellationToken cancel = default)
    {
        _ = await _log.EndAsync(cancel).ConfigureAwait(false);
        return new StoreInfo("SQLite", raw.sqlite3_libversion().utf8_to_string(), _file.FullPath);
    }

    /// <inheritdoc/>
    public async Task<AppendResult> AppendAsync(string stream, ExpectedRevision expected, IReadOnlyList<NewEvent> events, CancellationToken cancel = default)
    {
        RecorderArguments.CheckAppend(stream, events);
        return (await AppendAsync([new StreamAppend(stream, expected, events)], cancel).ConfigureAwait(false))[0];
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<StreamAppend> appends, CancellationToken cancel = default)
    {
        RecorderArguments.CheckAppends(appends);
        return WriteAsync(appends.Count == 0 ? null : appends[0].Stream, writer => writer.Append(appends), cancel);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<StreamAppend> appends, Checkpoint checkpoint, CancellationToken cancel = default)
    {
        RecorderArguments.CheckAppends(appends);
        ArgumentNullException.ThrowIfNull(checkpoint);
        return WriteAsync(appends.Count == 0 ? null : appends[0].Stream, writer => writer.Append(appends, checkpoint), cancel);
    }

    /// <inheritdoc/>
    public Task<Position?> GetCheckpointAsync(string follower, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(follower);
        return _readers.ReadAsync(database => EventWriter.FindCheckpoint(database, follower), cancel);
    }

    /// <inheritdoc/>
    public Task<Position?> DeleteStreamAsync(string stream, ExpectedRevision expected, CancellationToken cancel = default)
    {
        RecorderArguments.CheckStream(stream);
        return WriteAsync(stream, writer => writer.Delete(stream, expected), cancel);
    }

    /// <inheritdoc/>
    public Task<Position?> TombstoneStreamAsync(string stream, ExpectedRevision expected, CancellationToken cancel = default)
    {
        RecorderArguments.CheckStream(stream);
        return WriteAsync<Position?>(stream, writer =>
        {
            writer.Tombstone(stream, expected);
            return null;
        }, cancel);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RecordedEvent> ReadStreamAsync(string stream, StreamRead read, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        RecorderArguments.CheckRead(stream, read);
        var (first, last) = await _streams.ServedAsync(stream, read.MustExist, cancel).ConfigureAwait(false);
        if (read.Direction == ReadDirection.Forwards)
            first = Math.Max(first, read.From ?? first);
        else
            last = Math.Min(last, read.From ?? last);
        if (read.MaxCount <= last - first)
            (first, last) = read.Direction == ReadDirection.Forwards ? (first, first + read.MaxCount - 1) : (last - read.MaxCount + 1, last);
        await foreach (var recorded in _streams.ReadAsync(stream, first, last, read.Direction, cancel).ConfigureAwait(false))
            yield return recorded;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RecordedEvent> ReadAllAsync(AllRead read, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        RecorderArguments.CheckRead(read);
        var end = await _log.EndAsync(cancel).ConfigureAwait(false);
        var (first, last) = (0L, end);
        if (read.Direction == ReadDirection.Forwards)
            first = read.From?.Commit ?? first;
        else if (read.From is { } from && from != Position.End)
            last = from.Commit <= end ? from.Commit - 1 : throw new InvalidPositionException(from);

        var left = read.MaxCount;
        if (left == 0)
            yield break;
        await foreach (var recorded in _log.ReadAsync(read.Filter, first, last, read.Direction, cancel).ConfigureAwait(false))
        {
            yield return recorded;
            if (--left == 0)
                yield break;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SubscriptionMessage> SubscribeStreamAsync(string stream, StreamSubscription subscription, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        RecorderArguments.CheckSubscription(stream, subscription);
        var next = subscription.LiveOnly
            ? (await _streams.ServedAsync(stream, mustExist: false, cancel).ConfigureAwait(false)).Last + 1
            : (subscription.After ?? -1) + 1;
        for (var isLive = false; ; isLive = true)
        {
            var changed = _changes.Next;
            var (first, last) = await _streams.ServedAsync(stream, mustExist: false, cancel).ConfigureAwait(false);
            await foreach (var recorded in _streams.ReadAsync(stream, Math.Max(next, first), last, ReadDirection.Forwards, cancel).ConfigureAwait(false))
                yield return SubscriptionMessage.Of(recorded);

            next = Math.Max(next, last + 1);
            if (!isLive)
                yield return SubscriptionMessage.CaughtUp;
            await changed.WaitAsync(cancel).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SubscriptionMessage> SubscribeAllAsync(AllSubscription subscription, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        RecorderArguments.CheckSubscription(subscription);
        var next = (subscription.LiveOnly ? await _log.EndAsync(cancel).ConfigureAwait(false) : subscription.After?.Commit ?? 0) + 1;
        for (var isLive = false; ; isLive = true)
        {
            var changed = _changes.Next;
            var end = await _log.EndAsync(cancel).ConfigureAwait(false);
            await foreach (var recorded in _log.ReadAsync(subscription.Filter, next, end, ReadDirection.Forwards, cancel).ConfigureAwait(false))
                yield return SubscriptionMessage.Of(recorded);

            next = Math.Max(next, end + 1);
            if (!isLive)
                yield return SubscriptionMessage.CaughtUp;
            await changed.WaitAsync(cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Lets appends under way come to their end, and closes the file; later calls raise
    /// <see cref="ObjectDisposedException"/>, as does a subscription that waits.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _writer.DisposeAsync().ConfigureAwait(false);
        await _changes.DisposeAsync().ConfigureAwait(false);
        await _readers.DisposeAsync().ConfigureAwait(false);
    }

    private Task<T> WriteAsync<T>(string? stream, Func<EventWriter, T> work, CancellationToken cancel) =>
        _writer.WriteAsync(stream, database => work(new EventWriter(database, _time.GetUtcNow())), cancel);
}
