using EventSourcing.Persistence;
using EventSourcing.Projections;

namespace EventSourcing.Tests.Projections;

public abstract class TestViews<TTransaction> : TestViews
{
    protected abstract IViewStore<TTransaction> Store { get; }

    public override ProjectionRunner Runner(
        IRecorder recorder, string prefix, Func<RecordedEvent, CancellationToken, Task>? counted = null, Action<string>? store = null, ProjectionOptions? options = null)
    {
        var projection = new TrickCounts<TTransaction>(
            prefix, (transaction, trick) => Count(transaction, prefix, trick), transaction => Prepare(transaction, prefix), transaction => Clear(transaction, prefix), counted);
        IViewStore<TTransaction> views = store is null ? Store : new FaultyViews<TTransaction>(Store, store);
        return ProjectionRunner.Create(new FollowedLog(recorder), projection, views, options);
    }

    protected abstract void Prepare(TTransaction transaction, string prefix);

    protected abstract void Count(TTransaction transaction, string prefix, string trick);

    protected abstract void Clear(TTransaction transaction, string prefix);
}
