using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Persistence.Checkpoints;

namespace EventSourcing.Projections;

/// <summary>Handles events in the transactions of a view store.</summary>
internal sealed class Follower<TTransaction> : IFollower
{
    private readonly EventHandlers<TTransaction> _handlers;
    private readonly IViewStore<TTransaction> _views;
    private readonly IMapper _mapper;

    public Follower(string name, FollowedLog log, EventHandlers<TTransaction> handlers, IReadOnlyList<string> streamPrefixes, IViewStore<TTransaction> views)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Filter = handlers.Filter(streamPrefixes);
        _handlers = handlers;
        _views = views;
        _mapper = log.MapperFor(handlers.Types);
        if (Filter.Types.Count == 0)
            throw new ArgumentException($"'{name}' handles no events: register handlers in its constructor.", nameof(handlers));
    }

    public string Name { get; }

    public EventFilter Filter { get; }

    public Func<TTransaction, CancellationToken, Task>? Preparation { private get; init; }

    public Func<TTransaction, CancellationToken, Task>? Clearing { private get; init; }

    public bool CanClear => Clearing is not null;

    public Task PrepareAsync(CancellationToken cancel) => Preparation is null ? Task.CompletedTask : _views.ChangeAsync(Preparation, cancel);

    public Task<Position?> GetCheckpointAsync(CancellationToken cancel) => _views.GetCheckpointAsync(Name, cancel);

    public Task ApplyAsync(IReadOnlyList<RecordedEvent> events, Checkpoint checkpoint, CancellationToken cancel) => _views.ChangeAsync(
        checkpoint,
        async (transaction, token) =>
        {
            foreach (var recorded in events)
                await HandleAsync(transaction, recorded, token).ConfigureAwait(false);
        },
        cancel);

    public Task ClearAsync(CancellationToken cancel) => _views.ClearAsync(Name, Clearing!, cancel);

    private async Task HandleAsync(TTransaction transaction, RecordedEvent recorded, CancellationToken cancel)
    {
        try
        {
            var data = _mapper.ToDomain(recorded);
            using (recorded.AsCause().Enter())
                await _handlers.HandleAsync(transaction, data, recorded, cancel).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested || error is not OperationCanceledException)
        {
            throw new ProjectionException(Name, recorded, error);
        }
    }
}
