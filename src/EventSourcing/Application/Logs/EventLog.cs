using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using EventSourcing.Domain;
using EventSourcing.Persistence;

namespace EventSourcing;

/// <summary>A stream of facts without an aggregate: what has happened is written down, and nothing is decided by it. May be
/// used from many threads.</summary>
/// <typeparam name="TEvent">The class of the events, or the base of the classes nested in it.</typeparam>
public sealed class EventLog<TEvent>
    where TEvent : notnull
{
    private readonly IRecorder _recorder;
    private readonly IMapper _mapper;

    internal EventLog(IRecorder recorder, EventTypeRegistry types, IMapper mapper, string name)
    {
        if (!AggregateId.IsValid(name) || name.StartsWith('$') || name.StartsWith(EventFilter.SnapshotPrefix, StringComparison.Ordinal))
            throw new ArgumentException($"'{name}' cannot be the name of a log: it must not be empty, begin or end with a space, hold control characters, or begin with '$' or '{EventFilter.SnapshotPrefix}'.", nameof(name));
        _recorder = recorder;
        _mapper = mapper;
        Name = name;
        foreach (var type in EventTypes)
            types.Add(type);
    }

    /// <summary>The name of the log, which is that of its stream.</summary>
    public string Name { get; }

    private static IReadOnlyList<Type> EventTypes { get; } =
    [
        .. typeof(TEvent).GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic)
            .Where(type => typeof(TEvent).IsAssignableFrom(type))
            .Append(typeof(TEvent))
            .Where(type => type is { IsAbstract: false, IsInterface: false, ContainsGenericParameters: false }),
    ];

    /// <summary>Appends an event, whatever the log's revision.</summary>
    public Task<AppendResult> AppendAsync(TEvent data, CancellationToken cancel = default) => AppendAsync([data], ExpectedRevision.Any, cancel);

    /// <summary>Appends an event.</summary>
    /// <exception cref="WrongExpectedRevisionException">The log is at another revision.</exception>
    public Task<AppendResult> AppendAsync(TEvent data, ExpectedRevision expected, CancellationToken cancel = default) => AppendAsync([data], expected, cancel);

    /// <summary>Appends events, all or none, whatever the log's revision.</summary>
    public Task<AppendResult> AppendAsync(IReadOnlyList<TEvent> data, CancellationToken cancel = default) => AppendAsync(data, ExpectedRevision.Any, cancel);

    /// <summary>Appends events, all or none.</summary>
    /// <exception cref="WrongExpectedRevisionException">The log is at another revision.</exception>
    public Task<AppendResult> AppendAsync(IReadOnlyList<TEvent> data, ExpectedRevision expected, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return AppendAsync([.. data.Select(Raise)], expected, cancel);
    }

    /// <summary>Appends events that were raised before, all or none. Doing so again after an unknown outcome writes each of
    /// them once.</summary>
    /// <exception cref="WrongExpectedRevisionException">The log is at another revision.</exception>
    public Task<AppendResult> AppendAsync(IReadOnlyList<RaisedEvent> raised, ExpectedRevision expected, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(raised);
        return _recorder.AppendAsync(Name, expected, [.. raised.Select(_mapper.ToStored)], cancel);
    }

    /// <summary>Gives an event its id, time, and correlation and causation ids, without appending it.</summary>
    /// <exception cref="EventSourcingException">Its class is none that the log could read back.</exception>
    [SuppressMessage("Design", "CA1030:Use events where appropriate", Justification = "Raising an event is the field's term, and has nothing to do with C# events.")]
    public RaisedEvent Raise(TEvent data) => EventTypes.Contains(data.GetType())
        ? EventContext.Current.Stamp(data)
        : throw new EventSourcingException($"The log '{Name}' is of {typeof(TEvent).Name}, and could not read {data.GetType().Name} back. Nest {data.GetType().Name} in {typeof(TEvent).Name}.");

    /// <summary>Reads events one after another; the read ends when the enumerator is disposed.</summary>
    /// <param name="from">The revision to begin with: unless given, the first one, or the last when reading backwards.</param>
    /// <param name="to">The revision to end with, itself included: unless given, the other end.</param>
    /// <param name="direction">Which way.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="StreamDeletedException">The log's stream has been tombstoned.</exception>
    public async IAsyncEnumerable<LoggedEvent<TEvent>> ReadAsync(
        long? from = null, long? to = null, ReadDirection direction = ReadDirection.Forwards, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var forwards = direction == ReadDirection.Forwards;
        var read = new StreamRead { Direction = direction, From = from, MaxCount = MostBetween(from, to, forwards) };
        await foreach (var recorded in _recorder.ReadStreamAsync(Name, read, cancel).ConfigureAwait(false))
        {
            if (forwards ? recorded.Revision > to : recorded.Revision < to)
                yield break;
            yield return new LoggedEvent<TEvent>((TEvent)_mapper.ToDomain(recorded), recorded);
        }
    }

    /// <summary>The first event; <see langword="null"/> where there is none.</summary>
    public Task<LoggedEvent<TEvent>?> FirstAsync(CancellationToken cancel = default) => OneAsync(StreamRead.Forwards, cancel);

    /// <summary>The last event; <see langword="null"/> where there is none.</summary>
    public Task<LoggedEvent<TEvent>?> LastAsync(CancellationToken cancel = default) => OneAsync(StreamRead.Backwards, cancel);

    private static long MostBetween(long? from, long? to, bool forwards) => (from, to, forwards) switch
    {
        (_, null, _) => long.MaxValue,
        (_, { } last, true) => Math.Max(last - (from ?? 0) + 1, 0),
        ({ } first, { } last, false) => Math.Max(first - last + 1, 0),
        _ => long.MaxValue,
    };

    private async Task<LoggedEvent<TEvent>?> OneAsync(StreamRead read, CancellationToken cancel)
    {
        await foreach (var recorded in _recorder.ReadStreamAsync(Name, read with { MaxCount = 1 }, cancel).ConfigureAwait(false))
            return new LoggedEvent<TEvent>((TEvent)_mapper.ToDomain(recorded), recorded);
        return null;
    }
}
