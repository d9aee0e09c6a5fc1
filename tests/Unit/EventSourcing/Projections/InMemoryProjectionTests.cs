using EventSourcing.Persistence;
using EventSourcing.Persistence.InMemory;

namespace EventSourcing.Tests.Projections;

/// <summary>Events and views in memory.</summary>
public sealed class InMemoryProjectionTests : ProjectionContract
{
    protected override ValueTask<IRecorder> OpenRecorderAsync() => new(new InMemoryRecorder());

    protected override TestViews OpenViews() => new InMemoryTestViews();
}
