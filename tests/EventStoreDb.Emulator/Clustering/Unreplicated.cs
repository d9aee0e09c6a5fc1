using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Clustering;

/// <summary>A write that a leader has, and its followers have not.</summary>
internal sealed class Unreplicated(Func<WriteOutcome> commit)
{
    private readonly TaskCompletionSource<WriteOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the caller is told, who may have been told before that it took too long.</summary>
    public Task<WriteOutcome> Outcome => _outcome.Task;

    public void Replicate() => _outcome.TrySetResult(commit());

    /// <summary>The caller learns nothing; the write may still be replicated.</summary>
    public void GiveUp() => _outcome.TrySetResult(new WriteOutcome.TimedOut("Request canceled by server"));
}
