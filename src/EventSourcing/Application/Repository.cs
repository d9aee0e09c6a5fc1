using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using EventSourcing.Domain;
using EventSourcing.Persistence;

namespace EventSourcing;

/// <summary>Loads aggregates from their events, and saves what they raise. May be used from many threads; each caller
/// gets an aggregate of its own.</summary>
public sealed class Repository
{
    private const int MaxUpdateAttempts = 20;

    private readonly IRecorder _recorder;
    private readonly EventTypeRegistry _types;
    private readonly IMapper _mapper;
    private readonly StreamNaming _naming;

    /// <summary>Creates a repository on a recorder.</summary>
    /// <param name="recorder">The store.</param>
    /// <param name="naming">How streams are named; <see cref="StreamNaming.CategoryAndId"/> unless given.</param>
    /// <param name="mapper">How events become bytes; a <see cref="Mapper"/> unless given.</param>
    public Repository(IRecorder recorder, StreamNaming? naming = null, IMapper? mapper = null)
    {
        _recorder = recorder;
        _mapper = mapper ?? new Mapper(new EventTypeRegistry());
        _types = _mapper.Types;
        _naming = naming ?? StreamNaming.CategoryAndId;
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
        var found = await RebuildAsync<T>(id, revision, cancel).ConfigureAwait(false);
        return found?.Revision == revision ? found : throw new AggregateNotFoundException(typeof(T), id, revision, found?.Revision);
    }

    /// <summary>Gets an aggregate as it is now, if there is one.</summary>
    /// <returns>The aggregate; <see langword="null"/> where there is none, or its stream is soft-deleted.</returns>
    public Task<T?> TryGetAsync<T>(string id, CancellationToken cancel = default)
        where T : Aggregate =>
        RebuildAsync<T>(id, long.MaxValue - 1, cancel);

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
        for (var attempt = 1; ; attempt++)
        {
            var aggregate = await GetAsync<T>(id, cancel).ConfigureAwait(false);
            decide(aggregate);
            try
            {
                await SaveAsync(aggregate, cancel).ConfigureAwait(false);
                return aggregate;
            }
            catch (WrongExpectedRevisionException) when (attempt < MaxUpdateAttempts)
            {
                // Loading the aggregate again is the pause: the winner's event is read before the next try.
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
        if (aggregate.PendingEvents.Count == 0)
            return new AppendResult(aggregate.Revision, null);

        var append = Pending(aggregate, metadata);
        var result = await _recorder.AppendAsync(append.Stream, append.Expected, append.Events, cancel).ConfigureAwait(false);
        Saved(aggregate, append, result);
        return result;
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
        var appends = changed.Select(aggregate => Pending(aggregate, metadata)).ToArray();
        var results = appends.Length == 0 ? [] : await _recorder.AppendAsync(appends, cancel).ConfigureAwait(false);
        for (var i = 0; i < changed.Length; i++)
            Saved(changed[i], appends[i], results[i]);
        return [.. aggregates.Select(aggregate => Array.IndexOf(changed, aggregate) is >= 0 and var i ? results[i] : new AppendResult(aggregate.Revision, null))];
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

    private async Task<T?> RebuildAsync<T>(string id, long revision, CancellationToken cancel)
        where T : Aggregate
    {
        _types.AddAggregate(typeof(T));
        var type = AggregateType.Of(typeof(T));
        var stream = _naming.StreamOf(typeof(T), id);
        Aggregate? aggregate = null;
        await foreach (var recorded in _recorder.ReadStreamAsync(stream, new StreamRead { MaxCount = revision + 1 }, cancel).ConfigureAwait(false))
        {
            if (recorded.Revision != (aggregate?.Revision ?? -1) + 1)
                throw new TruncatedStreamException(stream, recorded.Revision);
            aggregate ??= type.Begin(id);
            aggregate.Fold(type, _mapper.ToDomain(recorded), recorded.Revision);
        }

        return (T?)aggregate;
    }

    private static void Check(JsonObject? metadata)
    {
        if (metadata is not null)
            EventMetadata.CheckCustom(metadata);
    }

    private StreamAppend Pending(Aggregate aggregate, JsonObject? metadata)
    {
        var events = new NewEvent[aggregate.PendingEvents.Count];
        for (var i = 0; i < events.Length; i++)
            events[i] = _mapper.ToStored(metadata is null ? aggregate.PendingEvents[i] : aggregate.PendingEvents[i].WithMetadata(metadata));
        return new StreamAppend(_naming.StreamOf(aggregate.GetType(), aggregate.Id), ExpectedRevision.Exactly(aggregate.SavedRevision), events);
    }

    private static void Saved(Aggregate aggregate, StreamAppend append, AppendResult result)
    {
        var revision = aggregate.SavedRevision + append.Events.Count;
        aggregate.Saved(append.Events.Count);
        if (result.Revision != revision)
            throw new TruncatedStreamException(append.Stream, result.Revision - append.Events.Count + 1);
    }
}
