using EventSourcing.Persistence;
using EventSourcing.Persistence.Checkpoints;
using EventSourcing.Persistence.InMemory;
using EventSourcing.Tests.Applications;

namespace EventSourcing.Tests.ProcessManagers;

public sealed class InMemoryProcessManagerTests : ProcessManagerContract
{
    [Fact]
    public async Task A_store_that_cannot_keep_a_checkpoint_with_events_is_refused_before_anything_runs()
    {
        await using var dogs = new InMemoryRecorder();
        await using var manager = new Certification { Recorder = new LosingAnswers(dogs), Follows = new FollowedLog(dogs) };

        var error = Assert.Throws<CheckpointsNotSupportedException>(() => manager.Runner);

        Assert.Contains("SQLite or in memory", error.Message, StringComparison.Ordinal);
    }

    protected override ICheckpointRecorder OpenOwn() => new InMemoryRecorder();
}
