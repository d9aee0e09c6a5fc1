using System.Diagnostics.CodeAnalysis;
using EventSourcing.Domain;
using EventSourcing.Loading;
using EventSourcing.Persistence;
using EventSourcing.Snapshots;

namespace EventSourcing.Caching;

/// <summary>Loads aggregates as they are now, by way of a cache. What is cached never changes; each caller gets an
/// aggregate of his own, folded from it.</summary>
/// <param name="loader">Reads from the store.</param>
/// <param name="mapper">Decodes what is saved, so that the cache holds what the store would give.</param>
/// <param name="reader">Restores the snapshots that histories begin with.</param>
/// <param name="writer">Shortens long histories to a state; <see langword="null"/> where snapshots are switched off.</param>
/// <param name="cache">The cache.</param>
/// <param name="fastForward">Whether the newer events are read at each load. If not, only what is saved here changes the
/// cache.</param>
internal sealed class CachingLoader(AggregateLoader loader, IMapper mapper, SnapshotReader reader, SnapshotWriter? writer, AggregateCache cache, bool fastForward)
{
    public async Task<Aggregate?> LoadAsync(AggregateKey key, CancellationToken cancel)
    {
        var type = AggregateType.Of(key.Type);
        if (cache.Find(key) is { } known && known.Fold(type, key.Id, reader) is { } cached)
        {
            if (!fastForward || await ForwardAsync(key, type, known, cached, cancel).ConfigureAwait(false))
                return cached;
            cache.Remove(key);
        }

        var changes = cache.Changes(key);
        var kept = new HistoryBuilder();
        var loaded = await loader.LoadAsync(key, AggregateLoader.Latest, kept, cancel).ConfigureAwait(false);
        if (loaded is not null && History(key, type, loaded.Aggregate, loaded.Last, kept) is { } history)
            cache.PutRead(key, history, changes);
        return loaded?.Aggregate;
    }

    /// <summary>What to give to <see cref="Saved"/>; asked for before the events are sent.</summary>
    public long Changes(AggregateKey key) => cache.Changes(key);

    /// <summary>The aggregate's events are saved.</summary>
    public void Saved(AggregateKey key, Aggregate aggregate, IReadOnlyList<NewEvent> events, long changes)
    {
        // With fast-forward, the events of an aggregate that was there before are better read: that also shows whether
        // its stream was deleted just before they were saved.
        var before = aggregate.Revision - events.Count;
        if (fastForward && before >= 0)
            return;
        if (Extended(key, aggregate, events, before) is { } history)
            cache.PutSaved(key, history, changes);
        else
            cache.Remove(key);
    }

    /// <summary>The aggregate's events were refused, or nobody knows: what is cached may be out of date.</summary>
    public void NotSaved(AggregateKey key, long before) => cache.Remove(key, before);

    private async Task<bool> ForwardAsync(AggregateKey key, AggregateType type, AggregateHistory known, Aggregate aggregate, CancellationToken cancel)
    {
        var changes = cache.Changes(key);
        var kept = new HistoryBuilder(known);
        try
        {
            if (await loader.ContinueAsync(key.Stream, type, aggregate, known.Last, AggregateLoader.Latest, kept, cancel).ConfigureAwait(false) is not { } last)
                return false;
            if (last != known.Last && History(key, type, aggregate, last, kept) is { } history)
                cache.PutRead(key, history, changes);
            return true;
        }
        catch (StreamDeletedException)
        {
            cache.Remove(key);
            throw;
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The save has succeeded; an event that cannot be read back shows when the aggregate is loaded.")]
    private AggregateHistory? Extended(AggregateKey key, Aggregate aggregate, IReadOnlyList<NewEvent> events, long before)
    {
        var known = before < 0 ? null : cache.Find(key);
        if (before >= 0 && known?.Last.Revision != before)
            return null;
        try
        {
            var kept = known is null ? new HistoryBuilder() : new HistoryBuilder(known);
            foreach (var saved in events)
                kept.Add(mapper.ToDomain(AsRecorded(key.Stream, ++before, saved)));
            return History(key, AggregateType.Of(key.Type), aggregate, new LastEvent(before, events[^1].Id), kept);
        }
        catch (Exception)
        {
            return null;
        }
    }

    /// <summary>What to hold of an aggregate: what was kept, or a state in its place where that was too much.</summary>
    private AggregateHistory? History(AggregateKey key, AggregateType type, Aggregate aggregate, LastEvent last, HistoryBuilder kept)
    {
        if (kept.Build(last) is { } history)
            return history;
        return type.Snapshots is { } snapshots && writer?.TryTake(snapshots, aggregate, key.Stream, last) is { } state
            ? new AggregateHistory(state, [], last)
            : null;
    }

    private static RecordedEvent AsRecorded(string stream, long revision, NewEvent saved) => new()
    {
        Stream = stream,
        Revision = revision,
        Position = null,
        Id = saved.Id,
        Type = saved.Type,
        Created = default,
        Data = saved.Data,
        Metadata = saved.Metadata,
        IsJson = saved.IsJson,
    };
}
