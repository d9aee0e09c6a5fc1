using EventStoreDb.Emulator.Clustering;
using EventStoreDb.Emulator.Hosting;
using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Services;

/// <summary>Writes what one call brings: through the leader, and through what is planned to go wrong.</summary>
internal sealed class Writer(Database database, Cluster cluster, Member node, CurrentCall call)
{
    public Task<WriteOutcome> AppendAsync(
        string stream, ExpectedRevision expected, IReadOnlyList<ProposedEvent> events, CancellationToken cancel) =>
        WriteAsync(() => database.Append(stream, expected, events), cancel);

    public Task<WriteOutcome> DeleteAsync(string stream, ExpectedRevision expected, CancellationToken cancel) =>
        WriteAsync(() => database.Delete(stream, expected), cancel);

    public Task<WriteOutcome> TombstoneAsync(string stream, ExpectedRevision expected, CancellationToken cancel) =>
        WriteAsync(() => database.Tombstone(stream, expected), cancel);

    private async Task<WriteOutcome> WriteAsync(Func<WriteOutcome> commit, CancellationToken cancel)
    {
        if (call.Fault is not { } fault)
        {
            return await cluster.WriteAsync(node, call.RequiresLeader, commit, cancel);
        }

        if (await fault.BeforeCommitAsync(cancel) is { } instead)
        {
            return instead;
        }

        var outcome = await cluster.WriteAsync(node, call.RequiresLeader, commit, cancel);
        return await fault.AfterCommitAsync(cancel) ?? outcome;
    }
}
