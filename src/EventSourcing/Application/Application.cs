using System.Collections.ObjectModel;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventSourcing.Domain;
using EventSourcing.Persistence;

namespace EventSourcing;

/// <summary>The use cases over a repository of aggregates. Derive from it and write a method for each use case; where
/// events are kept is configuration.</summary>
/// <remarks>
/// <para>The store is opened at the first use, as the settings say (see <see cref="Settings"/>); the key
/// <c>PERSISTENCE_MODULE</c> names the kind of store, in memory unless set. Dispose the application to close it.</para>
/// <para>May be used from many threads.</para>
/// </remarks>
public abstract class Application : IAsyncDisposable
{
    private readonly Lazy<IRecorder> _opened;
    private readonly Lazy<IMapper> _mapper;
    private readonly Lazy<Repository> _repository;
    private readonly IRecorder? _given;

    /// <summary>Creates the application; nothing is opened yet.</summary>
    protected Application()
    {
        _opened = new(() => PersistenceModules.Open(Settings.For(Name, Defaults)));
        _mapper = new(() => CreateMapper(Settings.For(Name, Defaults)));
        _repository = new(() => new Repository(Recorder, RepositoryOptions.From(Settings.For(Name, Defaults)) with { StreamNaming = StreamNaming, Snapshots = SnapshotsOf }, Mapper));
    }

    /// <summary>The application's name, which its settings may begin with; the name of its class.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>Settings given in code, which go before the environment.</summary>
    public Settings Settings { get; init; } = new();

    /// <summary>The store. Give one to share it between applications; it is then not closed with this one.</summary>
    /// <exception cref="ConfigurationException">The settings name no usable store.</exception>
    public IRecorder Recorder
    {
        get => _given ?? _opened.Value;
        init => _given = value;
    }

    /// <summary>How events become bytes and back: one mapper for all that the application does.</summary>
    /// <exception cref="ConfigurationException">The settings of compression or encryption are wrong.</exception>
    public IMapper Mapper => _mapper.Value;

    /// <summary>The aggregates in the store.</summary>
    /// <exception cref="ConfigurationException">The settings name no usable store, or one for snapshots, the cache,
    /// compression or encryption is wrong.</exception>
    public Repository Repository => _repository.Value;

    /// <summary>The log of the store, for projections and process managers that follow this application.</summary>
    /// <exception cref="ConfigurationException">The settings name no usable store.</exception>
    public FollowedLog FollowedLog => new(Recorder, () => CreateMapper(Settings.For(Name, Defaults)));

    /// <summary>Settings of this class of applications, which go before the environment, and after those given in code.</summary>
    protected virtual IReadOnlyDictionary<string, string> Defaults => ReadOnlyDictionary<string, string>.Empty;

    /// <summary>How the streams of the aggregates are named; <see cref="StreamNaming.CategoryAndId"/> unless overridden.</summary>
    protected virtual StreamNaming StreamNaming => StreamNaming.CategoryAndId;

    /// <summary>How the data of events is written as JSON; <see cref="Persistence.Mapper.DefaultJson"/> unless overridden.
    /// Converters and source-generated contexts of your own go in here.</summary>
    protected virtual JsonSerializerOptions Json => Persistence.Mapper.DefaultJson;

    /// <summary>Makes the mapper, once: a <see cref="Persistence.Mapper"/> with <see cref="Json"/> that compresses and
    /// encrypts as the settings say, unless overridden.</summary>
    /// <param name="settings">The settings of this application.</param>
    /// <exception cref="ConfigurationException">The settings of compression or encryption are wrong.</exception>
    protected virtual IMapper CreateMapper(Settings settings) => new Mapper(new EventTypeRegistry(), Json, DataCodec.From(settings));

    /// <summary>When snapshots of a class of aggregates are taken; as its <see cref="SnapshotAttribute"/> says unless
    /// overridden. Asked once for each class.</summary>
    /// <returns><see langword="null"/>: on demand only.</returns>
    protected virtual SnapshotAttribute? SnapshotsOf(Type aggregate) => aggregate.GetCustomAttribute<SnapshotAttribute>();

    /// <summary>A stream of facts without an aggregate; see <see cref="Repository.Log{TEvent}"/>.</summary>
    protected EventLog<TEvent> Log<TEvent>(string name)
        where TEvent : notnull =>
        Repository.Log<TEvent>(name);

    /// <summary>Saves what an aggregate has raised; see <see cref="Repository.SaveAsync(Aggregate, CancellationToken)"/>.</summary>
    protected Task<AppendResult> SaveAsync(Aggregate aggregate, CancellationToken cancel = default) =>
        Repository.SaveAsync(aggregate, cancel);

    /// <summary>Saves what an aggregate has raised, with metadata of your own; see
    /// <see cref="Repository.SaveAsync(Aggregate, JsonObject, CancellationToken)"/>.</summary>
    protected Task<AppendResult> SaveAsync(Aggregate aggregate, JsonObject? metadata, CancellationToken cancel = default) =>
        Repository.SaveAsync(aggregate, metadata, cancel);

    /// <summary>Saves several aggregates, all or none; see
    /// <see cref="Repository.SaveAsync(IReadOnlyList{Aggregate}, CancellationToken)"/>.</summary>
    protected Task<IReadOnlyList<AppendResult>> SaveAsync(IReadOnlyList<Aggregate> aggregates, CancellationToken cancel = default) =>
        Repository.SaveAsync(aggregates, cancel);

    /// <summary>Saves several aggregates, all or none, with metadata of your own; see
    /// <see cref="Repository.SaveAsync(IReadOnlyList{Aggregate}, JsonObject, CancellationToken)"/>.</summary>
    protected Task<IReadOnlyList<AppendResult>> SaveAsync(IReadOnlyList<Aggregate> aggregates, JsonObject? metadata, CancellationToken cancel = default) =>
        Repository.SaveAsync(aggregates, metadata, cancel);

    /// <summary>Closes the store, unless it was given.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_given is null && _opened.IsValueCreated)
            await _opened.Value.DisposeAsync().ConfigureAwait(false);
    }
}
