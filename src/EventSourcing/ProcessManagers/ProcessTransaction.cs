using EventSourcing.Domain;

namespace EventSourcing.ProcessManagers;

/// <summary>What a process manager does about events: it loads aggregates and lets them decide, and begins new ones. All
/// that they raise is saved together with the checkpoint.</summary>
/// <remarks>An aggregate is loaded once and is then the same for all events of the transaction.</remarks>
public sealed class ProcessTransaction
{
    private readonly Repository _repository;
    private readonly Dictionary<(Type Type, string Id), Aggregate> _aggregates = [];

    internal ProcessTransaction(Repository repository) => _repository = repository;

    internal IReadOnlyList<Aggregate> Aggregates => [.. _aggregates.Values];

    /// <summary>Gets an aggregate of the process manager's own store. What it raises is saved.</summary>
    /// <exception cref="AggregateNotFoundException">There is none of this id.</exception>
    public async Task<T> GetAsync<T>(string id, CancellationToken cancel = default)
        where T : Aggregate =>
        await TryGetAsync<T>(id, cancel).ConfigureAwait(false) ?? throw new AggregateNotFoundException(typeof(T), id, null, null);

    /// <summary>Gets an aggregate of the process manager's own store, if there is one. What it raises is saved.</summary>
    public async Task<T?> TryGetAsync<T>(string id, CancellationToken cancel = default)
        where T : Aggregate
    {
        if (_aggregates.TryGetValue((typeof(T), id), out var known))
            return (T)known;
        var found = await _repository.TryGetAsync<T>(id, cancel).ConfigureAwait(false);
        if (found is not null)
            _aggregates.Add((typeof(T), id), found);
        return found;
    }

    /// <summary>Adds a new aggregate, to be saved.</summary>
    /// <exception cref="ArgumentException">There is another of its id in the transaction.</exception>
    public void Add(Aggregate aggregate)
    {
        ArgumentNullException.ThrowIfNull(aggregate);
        var known = _aggregates.GetValueOrDefault((aggregate.GetType(), aggregate.Id));
        if (known is not null && known != aggregate)
            throw new ArgumentException($"There is another {AggregateNameAttribute.Of(aggregate.GetType())} with the id '{aggregate.Id}' in the transaction; get it instead.", nameof(aggregate));
        _aggregates[(aggregate.GetType(), aggregate.Id)] = aggregate;
    }
}
