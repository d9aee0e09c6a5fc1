namespace EventStoreDb.Emulator.Store;

/// <summary>How an append or a delete ended.</summary>
internal abstract record WriteOutcome
{
    private WriteOutcome()
    {
    }

    /// <summary>Done, now or by an earlier write of the same events.</summary>
    /// <param name="Revision">Of the last event; -1 when nothing was sent to a stream that is missing.</param>
    /// <param name="Position">Absent when an earlier write is repeated whose event can no longer be read.</param>
    internal sealed record Written(long Revision, long? Position) : WriteOutcome;

    /// <summary>The expected revision did not hold; <paramref name="Actual"/> is -1 for a missing stream.</summary>
    internal sealed record Conflict(long Actual) : WriteOutcome;

    /// <summary>Tombstoned; or soft-deleted, where the stream was expected to exist.</summary>
    internal sealed record Deleted : WriteOutcome;

    /// <summary>Neither written nor answered.</summary>
    internal sealed record Unanswered : WriteOutcome;

    /// <summary>No node is in charge just now. Nothing was written.</summary>
    internal sealed record NotReady : WriteOutcome;

    /// <summary>Another node is in charge. Nothing was written.</summary>
    internal sealed record NotLeader(string Host, int Port) : WriteOutcome;

    /// <summary>Whether it was written, or will be, nobody can say.</summary>
    internal sealed record TimedOut(string What) : WriteOutcome;
}
