using System.Collections.Concurrent;
using EventSourcing.Persistence;
using EventSourcing.Projections;
using EventSourcing.Projections.InMemory;

namespace EventSourcing.Tests.Projections;

/// <summary>A place without transactions, whose handlers are idempotent: it keeps which events it has counted.</summary>
public sealed class AtLeastOnceTestViews : TestViews
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<Guid, string>> _counted = new(StringComparer.Ordinal);
    private readonly InMemoryViews _checkpoints = new();

    public override ProjectionRunner Runner(
        IRecorder recorder, string prefix, Func<RecordedEvent, CancellationToken, Task>? counted = null, Action<string>? store = null, ProjectionOptions? options = null)
    {
        IViewStore<object> checkpoints = store is null ? _checkpoints : new FaultyViews<InMemoryViewTransaction>(_checkpoints, store);
        return ProjectionRunner.Create(
            new FollowedLog(recorder), new Idempotent(prefix, counted), new AtLeastOnceViews<ConcurrentDictionary<Guid, string>>(Of(prefix), checkpoints), options);
    }

    public override IReadOnlyDictionary<string, int> Counts(string prefix) => Of(prefix).Values.CountBy(trick => trick, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);

    public override ValueTask DisposeAsync()
    {
        _checkpoints.Dispose();
        return base.DisposeAsync();
    }

    private ConcurrentDictionary<Guid, string> Of(string prefix) => _counted.GetOrAdd(prefix, _ => new());

    private sealed class Idempotent : Projection<ConcurrentDictionary<Guid, string>>
    {
        private readonly string _prefix;

        public Idempotent(string prefix, Func<RecordedEvent, CancellationToken, Task>? counted)
        {
            _prefix = prefix;
            OnClear(view => view.Clear());
            On<Domain.Dog.TrickAdded>(async (view, e, recorded, cancel) =>
            {
                if (counted is not null)
                    await counted(recorded, cancel);
                view[recorded.Id] = e.Trick;
            });
        }

        public override string Name => $"Idempotent-{_prefix}";

        public override IReadOnlyList<string> StreamPrefixes => [_prefix];
    }
}
