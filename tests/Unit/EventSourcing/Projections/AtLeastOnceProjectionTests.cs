using EventSourcing.Persistence;
using EventSourcing.Persistence.InMemory;

namespace EventSourcing.Tests.Projections;

/// <summary>Views in a place that has no transactions.</summary>
public sealed class AtLeastOnceProjectionTests : ProjectionContract
{
    protected override ValueTask<IRecorder> OpenRecorderAsync() => new(new InMemoryRecorder());

    protected override TestViews OpenViews() => new AtLeastOnceTestViews();
}
