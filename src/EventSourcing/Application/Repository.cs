using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using EventSourcing.Caching;
using EventSourcing.Domain;
using EventSourcing.Loading;
using EventSourcing.Persistence;
using EventSourcing.Persistence.Checkpoints;
using EventSourcing.Saving;
using EventSourcing.Snapshots;

namespace EventSourcing;

/// <summary>Loads aggregates from their events, and saves what they raise. May be used from many threads; each caller
/// gets an aggregate of its own.</summary>
public sealed class Repository
{
    private const int MaxUpdateAttempts = 20;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    private readonly IRecorder _recorder;
    private readonly EventTypeRegistry _types;
    private readonly IMapper _mapper;
    private readonly StreamNaming _naming;
    private readonly SnapshotRules _rules;
    private readonly SnapshotWriter? _snapshots;
    private readonly AggregateLoader _loader;
    private readonly CachingLoader? _cache;
    private readonly AggregateSaver _saver;

    /// <summary>Creates a repository on a recorder.</summary>
    /// <param name="recorder">The store.</param>
    /// <param name="naming">How streams are named; <see cref="StreamNaming.CategoryAndId"/> unless given.</param>
    /// <param name="mapper">How events become bytes; a <see cref="Mapper"/> unless given.</param>
    public Repository(IRecorder recorder, StreamNaming? naming = null, IMapper? mapper = null)
        : this(recorder, new RepositoryOptions { StreamNaming = naming ?? StreamNaming.CategoryAndId }, mapper)
    {
    }

    /// <summary>Creates a repository on a recorder.</summary>
    /// <param name="recorder">The store.</param>
    /// <param name="options">How streams are named, and whether snapshots and a cache are used.</param>
    /// <param name="mapper">How events become bytes; a <see cref="Mapper"/> unless given.</param>
    public Repository(IRecorder recorder, RepositoryOptions options, IMapper? mapper = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _recorder = recorder;
        _mapper = mapper ?? new Mapper(new EventTypeRegistry());
        _types = _mapper.Types;
        _naming = options.StreamNaming;
        _rules = new SnapshotRules(options.Snapshots);
        var reader = new SnapshotReader(recorder, _mapper);
        _snapshots = options.UseSnapshots ? new SnapshotWriter(recorder, _mapper) : null;
        _loader = new AggregateLoader(recorder, _types, _mapper, options.UseSnapshots ? reader : null);
        _cache = options.CacheMaxSize is { } size
            ? new CachingLoader(_loader, _mapper, reader, _snapshots, new AggregateCache(size), options.CacheFastForward)
            : null;
        _saver = new AggregateSaver(recorder, _types, _mapper, _rules, _snapshots, _cache);
    }

    /// <summary>Gets an aggregate as it is now.</summary>
    /// <exception cref="AggregateNotFoundException">There is none of this id.</exception>
    public async Task<T> GetAsync<T>(string id, CancellationToken cancel = default)
        where T : Aggregate =>
        await TryGetAsync<T>(id, cancel).ConfigureAwait(false) ?? throw new AggregateNotFoundException(typeof(T), id, null, null);

    /// <summary>Gets an aggregate as it was at a revision.</summary>
    /// <param name="id">The aggregate's id.</param>
    /// <param name="revision">The revision of the last event to take in, from 0.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="AggregateNotFoundException">There is none of this id, or it never reached the revision.</exception>
    public async Task<T> GetAsync<T>(string id, long revision, CancellationToken cancel = default)
        where T : Aggregate
    {
        ArgumentOutOfRangeException.ThrowIfNegative(revision);
        return (T)(await LoadAsync<T>(id, revision, cancel).ConfigureAwait(false)).Aggregate;
    }

    /// <summary>Gets an aggregate as it is now, if there is one.</summary>
    /// <returns>The aggregate; <see langword="null"/> where there is none, or its stream is soft-deleted.</returns>
    public async Task<T?> TryGetAsync<T>(string id, CancellationToken cancel = default)
        where T : Aggregate
    {
        var key = KeyOf(typeof(T), id);
        return _cache is not null
            ? (T?)await _cache.LoadAsync(key, cancel).ConfigureAwait(false)
            : (T?)(await _loader.LoadAsync(key, AggregateLoader.Latest, null, cancel).ConfigureAwait(false))?.Aggregate;
    }

    /// <summary>Loads an aggregate, lets it decide, and saves it. When another writer was faster, loads it and lets it
    /// decide again.</summary>
    /// <param name="id">The aggregate's id.</param>
    /// <param name="decide">What to do with the aggregate; it may run several times, each on a fresh one.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The aggregate as it was saved.</returns>
    /// <exception cref="AggregateNotFoundException">There is none of this id.</exception>
    /// <exception cref="WrongExpectedRevisionException">Other writers were faster 20 times in a row.</exception>
    public async Task<T> UpdateAsync<T>(string id, Action<T> decide, CancellationToken cancel = default)
        where T : Aggregate
    {
        ArgumentNullException.ThrowIfNull(decide);
        long? atLeast = null;
        for (var attempt = 1; ; attempt++)
        {
            var aggregate = await GetOnceReadableAsync<T>(id, atLeast, cancel).ConfigureAwait(false);
            decide(aggregate);
            try
            {
                await SaveAsync(aggregate, cancel).ConfigureAwait(false);
                return aggregate;
            }
            catch (WrongExpectedRevisionException conflict) when (attempt < MaxUpdateAttempts)
            {
                atLeast = conflict.Actual;
            }
        }
    }

    /// <summary>Saves what an aggregate has raised, if anything. When the outcome is unknown, the pending events stay,
    /// and saving again writes each of them once.</summary>
    /// <returns>The aggregate's revision, and the position of its last event in the log if something was written.</returns>
    /// <exception cref="WrongExpectedRevisionException">Another writer was faster. Load the aggregate again, and let it
    /// decide again.</exception>
    public Task<AppendResult> SaveAsync(Aggregate aggregate, CancellationToken cancel = default) =>
        SaveAsync(aggregate, metadata: null, cancel);

    /// <summary>Saves what an aggregate has raised, with metadata of your own for each of its events.</summary>
    /// <param name="aggregate">The aggregate.</param>
    /// <param name="metadata">Keys and values that go into the metadata of each event;
    /// <see cref="EventMetadata.Custom"/> gives them back.</param>
    /// <param name="cancel">Gives up; the outcome is unknown then.</param>
    /// <returns>The aggregate's revision, and the position of its last event in the log if something was written.</returns>
    /// <exception cref="ArgumentException">The metadata holds a reserved key, one that begins with <c>$</c> for
    /// instance. Nothing was written.</exception>
    /// <exception cref="WrongExpectedRevisionException">Another writer was faster.</exception>
    public async Task<AppendResult> SaveAsync(Aggregate aggregate, JsonObject? metadata, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(aggregate);
        Check(metadata);
        return aggregate.PendingEvents.Count == 0
            ? new AppendResult(aggregate.Revision, null)
            : await _saver.SaveAsync(Prepared(aggregate, metadata), cancel).ConfigureAwait(false);
    }

    /// <summary>Saves several aggregates at once, all or none, where the store can.</summary>
    /// <returns>For each aggregate its revision and position, in the same order.</returns>
    /// <exception cref="AtomicAppendNotSupportedException">More than one has something to save, and the store cannot do
    /// that, as EventStoreDB. Nothing was written.</exception>
    /// <exception cref="WrongExpectedRevisionException">Another writer was faster with one of them. Nothing was written.</exception>
    public Task<IReadOnlyList<AppendResult>> SaveAsync(IReadOnlyList<Aggregate> aggregates, CancellationToken cancel = default) =>
        SaveAsync(aggregates, metadata: null, cancel);

    /// <summary>Saves several aggregates at once, all or none, where the store can, with metadata of your own for each of
    /// their events.</summary>
    /// <param name="aggregates">The aggregates.</param>
    /// <param name="metadata">Keys and values that go into the metadata of each event;
    /// <see cref="EventMetadata.Custom"/> gives them back.</param>
    /// <param name="cancel">Gives up; the outcome is unknown then.</param>
    /// <returns>For each aggregate its revision and position, in the same order.</returns>
    /// <exception cref="ArgumentException">The metadata holds a reserved key. Nothing was written.</exception>
    /// <exception cref="AtomicAppendNotSupportedException">More than one has something to save, and the store cannot do
    /// that. Nothing was written.</exception>
    /// <exception cref="WrongExpectedRevisionException">Another writer was faster with one of them. Nothing was written.</exception>
    public async Task<IReadOnlyList<AppendResult>> SaveAsync(IReadOnlyList<Aggregate> aggregates, JsonObject? metadata, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(aggregates);
        Check(metadata);
        var changed = aggregates.Where(aggregate => aggregate.PendingEvents.Count > 0).ToArray();
        var results = changed.Length == 0 ? [] : await _saver.SaveAsync([.. changed.Select(aggregate => Prepared(aggregate, metadata))], cancel).ConfigureAwait(false);
        return [.. aggregates.Select(aggregate => Array.IndexOf(changed, aggregate) is >= 0 and var i ? results[i] : new AppendResult(aggregate.Revision, null))];
    }

    /// <summary>Saves several aggregates and moves the checkpoint of a follower, all or nothing, where the store can.</summary>
    /// <param name="aggregates">The aggregates; those that have raised nothing are left alone.</param>
    /// <param name="checkpoint">The checkpoint, which is moved even when there is nothing to save.</param>
    /// <param name="cancel">Gives up; the outcome is unknown then: read the checkpoint.</param>
    /// <exception cref="CheckpointsNotSupportedException">The store cannot do that, as EventStoreDB. Nothing was written.</exception>
    /// <exception cref="CheckpointConflictException">The follower is not where it was expected. Nothing was written.</exception>
    /// <exception cref="WrongExpectedRevisionException">Another writer was faster with an aggregate. Nothing was written.</exception>
    public Task SaveAsync(IReadOnlyList<Aggregate> aggregates, Checkpoint checkpoint, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(aggregates);
        ArgumentNullException.ThrowIfNull(checkpoint);
        return _saver.SaveAsync([.. aggregates.Where(aggregate => aggregate.PendingEvents.Count > 0).Select(aggregate => Prepared(aggregate))], checkpoint, cancel);
    }

    /// <summary>Reads the events of one type over all aggregates of a kind, in the order of the log. The store finds
    /// them by scanning its log; those of aggregates deleted since may be among them.</summary>
    /// <typeparam name="TAggregate">The class of the aggregates.</typeparam>
    /// <typeparam name="TEvent">The class of the events.</typeparam>
    public async IAsyncEnumerable<(string Id, TEvent Event)> EventsAsync<TAggregate, TEvent>([EnumeratorCancellation] CancellationToken cancel = default)
        where TAggregate : Aggregate
    {
        _types.AddAggregate(typeof(TAggregate));
        var prefix = _naming.PrefixOf(typeof(TAggregate));
        var filter = new EventFilter { StreamPrefixes = prefix.Length == 0 ? [] : [prefix], Types = [.. EventType.Of(typeof(TEvent)).Names] };
        await foreach (var recorded in _recorder.ReadAllAsync(new AllRead { Filter = filter }, cancel).ConfigureAwait(false))
            yield return (recorded.Stream[prefix.Length..], (TEvent)_mapper.ToDomain(recorded));
    }

    /// <summary>A stream of facts without an aggregate.</summary>
    /// <typeparam name="TEvent">The class of the events, or the base of the classes nested in it.</typeparam>
    /// <param name="name">The stream's name.</param>
    /// <exception cref="ArgumentException">The name cannot be one.</exception>
    public EventLog<TEvent> Log<TEvent>(string name)
        where TEvent : notnull =>
        new(_recorder, _types, _mapper, name);

    /// <summary>Takes a snapshot of an aggregate as it is now, whether one is due or not.</summary>
    /// <returns>Whether one was stored; not where there is one already that is as new.</returns>
    /// <exception cref="AggregateNotFoundException">There is none of this id.</exception>
    /// <exception cref="EventSourcingException">The class offers no state, or snapshots are switched off.</exception>
    public Task<bool> SnapshotAsync<T>(string id, CancellationToken cancel = default)
        where T : Aggregate =>
        TakeSnapshotAsync<T>(id, null, cancel);

    /// <summary>Takes a snapshot of an aggregate as it was at a revision, unless there is a newer one, which it would hide.</summary>
    /// <returns>Whether one was stored; not where there is one already that is as new, or newer.</returns>
    /// <exception cref="AggregateNotFoundException">There is none of this id, or it never reached the revision.</exception>
    /// <exception cref="EventSourcingException">The class offers no state, or snapshots are switched off.</exception>
    public Task<bool> SnapshotAsync<T>(string id, long revision, CancellationToken cancel = default)
        where T : Aggregate
    {
        ArgumentOutOfRangeException.ThrowIfNegative(revision);
        return TakeSnapshotAsync<T>(id, revision, cancel);
    }

    private async Task<bool> TakeSnapshotAsync<T>(string id, long? revision, CancellationToken cancel)
        where T : Aggregate
    {
        if (_snapshots is null)
            throw new EventSourcingException("Snapshots are switched off; IS_SNAPSHOTTING_ENABLED does that.");
        var type = AggregateType.Of(typeof(T)).Snapshots
            ?? throw new EventSourcingException($"{typeof(T).Name} does not offer its state. Have it implement ISnapshotable<TState>.");
        var loaded = await LoadAsync<T>(id, revision, cancel).ConfigureAwait(false);
        return loaded.Snapshot?.Last != loaded.Last
            && await SnapshotStore.WriteAsync(_recorder, _snapshots.Take(type, loaded.Aggregate, _naming.StreamOf(typeof(T), id), loaded.Last), _rules.Of(typeof(T)).Keep, cancel).ConfigureAwait(false);
    }

    /// <summary>Gets an aggregate once the event that has won can be read: EventStoreDB refuses a write by what is being
    /// written, which readers see a moment later.</summary>
    private async Task<T> GetOnceReadableAsync<T>(string id, long? atLeast, CancellationToken cancel)
        where T : Aggregate
    {
        for (var pause = FirstPause; ; pause *= 2)
        {
            var aggregate = await GetAsync<T>(id, cancel).ConfigureAwait(false);
            if (atLeast is null || aggregate.Revision >= atLeast || pause > LongestPause)
                return aggregate;
            await Task.Delay(pause, EventContext.Current.TimeProvider, cancel).ConfigureAwait(false);
        }
    }

    private async Task<LoadedAggregate> LoadAsync<T>(string id, long? revision, CancellationToken cancel)
        where T : Aggregate
    {
        var loaded = await _loader.LoadAsync(KeyOf(typeof(T), id), revision ?? AggregateLoader.Latest, null, cancel).ConfigureAwait(false);
        return loaded is not null && (revision is null || loaded.Last.Revision == revision)
            ? loaded
            : throw new AggregateNotFoundException(typeof(T), id, revision, loaded?.Last.Revision);
    }

    private AggregateKey KeyOf(Type type, string id) => new(type, id, _naming.StreamOf(type, id));

    private static void Check(JsonObject? metadata)
    {
        if (metadata is not null)
            EventMetadata.CheckCustom(metadata);
    }

    private PendingSave Prepared(Aggregate aggregate, JsonObject? metadata = null) => _saver.Prepare(KeyOf(aggregate.GetType(), aggregate.Id), aggregate, metadata);
}
