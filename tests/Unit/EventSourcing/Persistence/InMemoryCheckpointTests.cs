using EventSourcing.Persistence.Checkpoints;
using EventSourcing.Persistence.InMemory;

namespace EventSourcing.Tests.Persistence;

public sealed class InMemoryCheckpointTests : CheckpointContract
{
    protected override ICheckpointRecorder Open() => new InMemoryRecorder();
}
