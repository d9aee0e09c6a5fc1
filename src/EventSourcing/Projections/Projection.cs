using EventSourcing.Persistence;

namespace EventSourcing.Projections;

/// <summary>A read model: what is to be done with each event, in a transaction of the store the view lives in. Derive
/// from it, and register a handler for each class of events in the constructor.</summary>
/// <typeparam name="TTransaction">The transaction of the view store, such as
/// <see cref="InMemory.InMemoryViewTransaction"/>.</typeparam>
/// <remarks>
/// <para>The store delivers only events whose types are handled. Handlers run one after the other in the order of the
/// log, several events in one transaction where several are at hand; the transaction moves the checkpoint too, so the
/// view holds the effect of each event exactly once. What a handler does beside the transaction may happen again, when
/// the transaction is not committed.</para>
/// <para>While an event is handled, the <see cref="Domain.EventContext"/> is that of
/// <see cref="RecordedEventExtensions.AsCause"/>.</para>
/// </remarks>
public abstract class Projection<TTransaction>
{
    /// <summary>The name that the checkpoint is kept under; that of the class unless overridden. Under a new name a
    /// projection begins from zero.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>The beginnings of the names of the streams whose events are handled, such as <c>Dog-</c>; empty: of all
    /// streams.</summary>
    public virtual IReadOnlyList<string> StreamPrefixes => [];

    internal EventHandlers<TTransaction> Handlers { get; } = new();

    internal Func<TTransaction, CancellationToken, Task>? Preparation { get; private set; }

    internal Func<TTransaction, CancellationToken, Task>? Clearing { get; private set; }

    /// <summary>Handles events of a class.</summary>
    /// <param name="handle">Takes the transaction and the event.</param>
    protected void On<TEvent>(Action<TTransaction, TEvent> handle) =>
        Handlers.Add<TEvent>((transaction, data, _) => handle(transaction, data));

    /// <summary>Handles events of a class.</summary>
    /// <param name="handle">Takes the transaction, the event, and the event as it was recorded.</param>
    protected void On<TEvent>(Action<TTransaction, TEvent, RecordedEvent> handle) => Handlers.Add(handle);

    /// <summary>Handles events of a class.</summary>
    /// <param name="handle">Takes the transaction and the event.</param>
    protected void On<TEvent>(Func<TTransaction, TEvent, Task> handle) =>
        Handlers.Add<TEvent>((transaction, data, _, _) => handle(transaction, data));

    /// <summary>Handles events of a class.</summary>
    /// <param name="handle">Takes the transaction, the event, and the event as it was recorded.</param>
    protected void On<TEvent>(Func<TTransaction, TEvent, RecordedEvent, Task> handle) =>
        Handlers.Add<TEvent>((transaction, data, recorded, _) => handle(transaction, data, recorded));

    /// <summary>Handles events of a class.</summary>
    /// <param name="handle">Takes the transaction, the event, the event as it was recorded, and the token that is
    /// cancelled when the projection is to stop.</param>
    protected void On<TEvent>(Func<TTransaction, TEvent, RecordedEvent, CancellationToken, Task> handle) => Handlers.Add(handle);

    /// <summary>Prepares the view store, at every start: for example creates the tables that are not there.</summary>
    protected void OnPrepare(Action<TTransaction> prepare) => OnPrepare((transaction, _) =>
    {
        prepare(transaction);
        return Task.CompletedTask;
    });

    /// <summary>Prepares the view store, at every start: for example creates the tables that are not there.</summary>
    protected void OnPrepare(Func<TTransaction, CancellationToken, Task> prepare) => Preparation = prepare;

    /// <summary>Empties the view, so that it can be rebuilt from zero.</summary>
    protected void OnClear(Action<TTransaction> clear) => OnClear((transaction, _) =>
    {
        clear(transaction);
        return Task.CompletedTask;
    });

    /// <summary>Empties the view, so that it can be rebuilt from zero.</summary>
    protected void OnClear(Func<TTransaction, CancellationToken, Task> clear) => Clearing = clear;
}
