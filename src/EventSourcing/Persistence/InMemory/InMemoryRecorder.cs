using System.Runtime.CompilerServices;
using EventSourcing.Persistence.Checkpoints;
using EventSourcing.Persistence.Metadata;
using EventSourcing.Persistence.Rules;

namespace EventSourcing.Persistence.InMemory;

/// <summary>Keeps events in memory, with the rules of a durable store. For tests, for trying things out, and for data
/// that need not outlive the process.</summary>
public sealed class InMemoryRecorder : ICheckpointRecorder
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, InMemoryStream> _streams = new(StringComparer.Ordinal);
    private readonly List<RecordedEvent> _log = [];
    private readonly Dictionary<string, Position> _checkpoints = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private TaskCompletionSource _written = NewSignal();
    private bool _disposed;

    /// <summary>Creates an empty store.</summary>
    /// <param name="timeProvider">The clock that says when events were written; the system's unless given.</param>
    public InMemoryRecorder(TimeProvider? timeProvider = null) => _time = timeProvider ?? TimeProvider.System;

    /// <inheritdoc/>
    public Task<StoreInfo> GetInfoAsync(CancellationToken cancel = default) => Locked(() => new StoreInfo("in memory", null, null), cancel);

    /// <inheritdoc/>
    public Task<AppendResult> AppendAsync(string stream, ExpectedRevision expected, IReadOnlyList<NewEvent> events, CancellationToken cancel = default) => Locked(() =>
    {
        RecorderArguments.CheckAppend(stream, events);
        return Find(stream).Judge(expected, events, _time.GetUtcNow()) ?? Write(stream, events);
    }, cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<StreamAppend> appends, CancellationToken cancel = default) =>
        Locked(() => Append(appends), cancel);

    /// <inheritdoc/>
    public Task<Position?> GetCheckpointAsync(string follower, CancellationToken cancel = default) => Locked(() =>
    {
        ArgumentException.ThrowIfNullOrEmpty(follower);
        return CheckpointOf(follower);
    }, cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<StreamAppend> appends, Checkpoint checkpoint, CancellationToken cancel = default) => Locked(() =>
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        if (CheckpointOf(checkpoint.Follower) is var actual && actual != checkpoint.Previous)
            throw new CheckpointConflictException(checkpoint, actual);
        var results = Append(appends);
        _checkpoints[checkpoint.Follower] = checkpoint.Position;
        return results;
    }, cancel);

    /// <inheritdoc/>
    public Task<Position?> DeleteStreamAsync(string stream, ExpectedRevision expected, CancellationToken cancel = default) => Locked<Position?>(() =>
    {
        RecorderArguments.CheckStream(stream);
        Find(stream).JudgeDelete(expected);
        return WriteMetadata(stream, new StreamMetadata { TruncateBefore = long.MaxValue });
    }, cancel);

    /// <inheritdoc/>
    public Task<Position?> TombstoneStreamAsync(string stream, ExpectedRevision expected, CancellationToken cancel = default) => Locked<Position?>(() =>
    {
        RecorderArguments.CheckStream(stream);
        var target = Find(stream);
        target.JudgeTombstone(expected);
        target.IsTombstoned = true;
        _streams.TryAdd(stream, target);
        WakeSubscribers();
        return null;
    }, cancel);

    /// <inheritdoc/>
    public async IAsyncEnumerable<RecordedEvent> ReadStreamAsync(string stream, StreamRead read, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        RecorderArguments.CheckRead(stream, read);
        var (events, first, last) = await Locked(() => Served(stream, read.MustExist), cancel).ConfigureAwait(false);

        var forwards = read.Direction == ReadDirection.Forwards;
        var from = forwards ? Math.Max(read.From ?? 0, first) : Math.Min(read.From ?? long.MaxValue, last);
        var left = read.MaxCount;
        foreach (var recorded in Walk(events, from, first, last, forwards, cancel))
        {
            if (left-- == 0)
                break;
            yield return recorded;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RecordedEvent> ReadAllAsync(AllRead read, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        RecorderArguments.CheckRead(read);
        var matches = read.Filter.Compile();
        var end = await Locked(() => _log.Count, cancel).ConfigureAwait(false);

        // The event at index i has the position i + 1, so that the start of the log is before the first event.
        var forwards = read.Direction == ReadDirection.Forwards;
        var position = read.From?.Commit ?? (forwards ? 0 : long.MaxValue);
        if (!forwards && position > end && read.From != Position.End && read.From is { } beyond)
            throw new InvalidPositionException(beyond);
        var from = forwards ? Math.Max(position - 1, 0) : Math.Min(position - 2, end - 1);
        var left = read.MaxCount;
        foreach (var recorded in Walk(_log, from, 0, end - 1, forwards, cancel))
        {
            if (!matches(recorded.Stream, recorded.Type))
                continue;
            if (left-- == 0)
                break;
            yield return recorded;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SubscriptionMessage> SubscribeStreamAsync(string stream, StreamSubscription subscription, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        RecorderArguments.CheckSubscription(stream, subscription);
        var next = subscription.LiveOnly
            ? (await Locked(() => Served(stream, mustExist: false), cancel).ConfigureAwait(false)).Last + 1
            : (subscription.After ?? -1) + 1;
        var isLive = false;
        while (true)
        {
            var written = await Locked(() => _written.Task, cancel).ConfigureAwait(false);
            var (events, first, last) = await Locked(() => Served(stream, mustExist: false), cancel).ConfigureAwait(false);
            next = Math.Max(next, first);
            foreach (var recorded in Walk(events, next, first, last, forwards: true, cancel))
            {
                next = recorded.Revision + 1;
                yield return SubscriptionMessage.Of(recorded);
            }

            if (!isLive)
                yield return SubscriptionMessage.CaughtUp;
            isLive = true;
            await written.WaitAsync(cancel).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SubscriptionMessage> SubscribeAllAsync(AllSubscription subscription, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        RecorderArguments.CheckSubscription(subscription);
        var matches = subscription.Filter.Compile();
        var next = subscription.LiveOnly ? await Locked(() => _log.Count, cancel).ConfigureAwait(false) : subscription.After?.Commit ?? 0;
        var isLive = false;
        while (true)
        {
            var written = await Locked(() => _written.Task, cancel).ConfigureAwait(false);
            var end = await Locked(() => _log.Count, cancel).ConfigureAwait(false);
            foreach (var recorded in Walk(_log, next, 0, end - 1, forwards: true, cancel))
                if (matches(recorded.Stream, recorded.Type))
                    yield return SubscriptionMessage.Of(recorded);

            next = Math.Max(next, end);
            if (!isLive)
                yield return SubscriptionMessage.CaughtUp;
            isLive = true;
            await written.WaitAsync(cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Forgets the store; later calls raise <see cref="ObjectDisposedException"/>.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _disposed = true;
            _written.TrySetResult();
        }

        return ValueTask.CompletedTask;
    }

    private InMemoryStream Find(string stream) =>
        MetadataStream.OwnerOf(stream) is { } owner && _streams.GetValueOrDefault(owner) is { IsTombstoned: true }
            ? throw new StreamDeletedException(stream)
            : _streams.GetValueOrDefault(stream) ?? new InMemoryStream(stream);

    private Position? CheckpointOf(string follower) => _checkpoints.TryGetValue(follower, out var position) ? position : null;

    private IReadOnlyList<AppendResult> Append(IReadOnlyList<StreamAppend> appends)
    {
        RecorderArguments.CheckAppends(appends);
        var now = _time.GetUtcNow();
        var repeats = appends.Select(append => Find(append.Stream).Judge(append.Expected, append.Events, now)).ToArray();
        return [.. appends.Select((append, i) => repeats[i] ?? Write(append.Stream, append.Events))];
    }

    private AppendResult Write(string stream, IReadOnlyList<NewEvent> events)
    {
        if (events.Count == 0)
            return new AppendResult(Find(stream) is var found && found.Exists() ? found.Last : -1, null);

        // Whatever is written to a soft-deleted stream, or as its metadata, revives it, without what it held before.
        var owner = Find(MetadataStream.OwnerOf(stream) ?? stream);
        var isRevived = owner.Metadata.IsSoftDelete;
        var hidden = owner.Last;
        var result = Record(stream, events);
        if (isRevived)
            WriteMetadata(owner.Name, owner.Metadata with { TruncateBefore = hidden + 1 });
        return result;
    }

    private AppendResult Record(string stream, IReadOnlyList<NewEvent> events)
    {
        var target = Find(stream);
        _streams.TryAdd(stream, target);
        var created = _time.GetUtcNow();
        foreach (var added in events)
        {
            var recorded = new RecordedEvent
            {
                Stream = stream,
                Revision = target.Last + 1,
                Position = new Position(_log.Count + 1),
                Id = added.Id,
                Type = added.Type,
                Created = created,
                Data = added.Data.ToArray(),
                Metadata = added.Metadata.ToArray(),
                IsJson = added.IsJson,
            };
            target.Add(recorded);
            _log.Add(recorded);
        }

        if (MetadataStream.OwnerOf(stream) is { } owner)
            TakeMetadata(owner, events[^1]);
        WakeSubscribers();
        return new AppendResult(target.Last, new Position(_log.Count));
    }

    private Position? WriteMetadata(string stream, StreamMetadata metadata) =>
        Record(MetadataStream.Of(stream), [new NewEvent(Guid.CreateVersion7(), MetadataStream.EventType, metadata.ToBytes())]).Position;

    private void TakeMetadata(string stream, NewEvent last)
    {
        var owner = Find(stream);
        owner.Metadata = StreamRules.MetadataOf(last.Type, last.Data);
        _streams.TryAdd(stream, owner);
    }

    private (IReadOnlyList<RecordedEvent> Events, long First, long Last) Served(string stream, bool mustExist)
    {
        var found = Find(stream);
        var (first, last) = found.Served(mustExist, _time.GetUtcNow());
        return (found.Events, first, last);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void WakeSubscribers()
    {
        var waiting = _written;
        _written = NewSignal();
        waiting.SetResult();
    }

    /// <summary>Copies page by page under the lock, so that a reader neither holds writers up nor a second copy.</summary>
    private IEnumerable<RecordedEvent> Walk(IReadOnlyList<RecordedEvent> events, long from, long first, long last, bool forwards, CancellationToken cancel)
    {
        const int PageSize = 256;
        var step = forwards ? 1 : -1;
        var page = new List<RecordedEvent>();
        while (from >= first && from <= last)
        {
            lock (_gate)
            {
                page.Clear();
                for (; page.Count < PageSize && from >= first && from <= last; from += step)
                    page.Add(events[(int)from]);
            }

            foreach (var recorded in page)
            {
                cancel.ThrowIfCancellationRequested();
                yield return recorded;
            }
        }
    }

    private Task<T> Locked<T>(Func<T> work, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
            return Task.FromCanceled<T>(cancel);
        try
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                return Task.FromResult(work());
            }
        }
        catch (Exception error) when (error is PersistenceException or ArgumentException or ObjectDisposedException)
        {
            return Task.FromException<T>(error);
        }
    }
}
