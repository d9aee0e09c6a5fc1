using EventSourcing.Persistence;
using EventSourcing.Persistence.Checkpoints;
using EventSourcing.Tests.Applications;
using EventSourcing.Tests.Persistence;

namespace EventSourcing.Tests.ProcessManagers;

/// <summary>A store whose commits fail at random, and whose answers are lost at random.</summary>
internal sealed class LosingCommits(ICheckpointRecorder store, int seed, double rate) : DelegatingRecorder(store), ICheckpointRecorder
{
    private readonly Random _random = new(seed);

    public async Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<StreamAppend> appends, Checkpoint checkpoint, CancellationToken cancel = default)
    {
        if (_random.NextDouble() < rate)
            throw new InvalidDataException("Not written.");
        var results = await store.AppendAsync(appends, checkpoint, cancel);
        return _random.NextDouble() < rate ? throw new AppendOutcomeUnknownException("x", "the answer was lost.") : results;
    }

    public Task<Position?> GetCheckpointAsync(string follower, CancellationToken cancel = default) =>
        _random.NextDouble() < rate / 2 ? throw new InvalidDataException("Not read.") : store.GetCheckpointAsync(follower, cancel);
}
