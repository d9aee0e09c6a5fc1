using EventSourcing.Domain;
using EventSourcing.Persistence;

namespace EventSourcing.Projections;

/// <summary>What a follower does with events, by their classes.</summary>
internal sealed class EventHandlers<TTransaction>
{
    private readonly Dictionary<Type, Func<TTransaction, object, RecordedEvent, CancellationToken, Task>> _byType = [];

    public IEnumerable<Type> Types => _byType.Keys;

    public void Add<TEvent>(Func<TTransaction, TEvent, RecordedEvent, CancellationToken, Task> handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        if (typeof(TEvent).IsAbstract || typeof(TEvent).IsInterface)
            throw new ArgumentException($"{typeof(TEvent)} is no class that events are stored as; handle each of the classes that are.", nameof(handle));
        if (!_byType.TryAdd(typeof(TEvent), (transaction, data, recorded, cancel) => handle(transaction, (TEvent)data, recorded, cancel)))
            throw new ArgumentException($"{typeof(TEvent)} is handled twice.", nameof(handle));
    }

    public void Add<TEvent>(Action<TTransaction, TEvent, RecordedEvent> handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        Add<TEvent>((transaction, data, recorded, _) =>
        {
            handle(transaction, data, recorded);
            return Task.CompletedTask;
        });
    }

    public Task HandleAsync(TTransaction transaction, object data, RecordedEvent recorded, CancellationToken cancel) =>
        _byType[data.GetType()](transaction, data, recorded, cancel);

    /// <summary>What the store has to deliver: the types that are handled, and nothing else.</summary>
    public EventFilter Filter(IReadOnlyList<string> streamPrefixes) => new()
    {
        StreamPrefixes = streamPrefixes,
        Types = [.. _byType.Keys.SelectMany(type => EventType.Of(type).Names)],
    };
}
