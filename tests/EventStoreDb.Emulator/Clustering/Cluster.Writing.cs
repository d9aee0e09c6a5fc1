using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Clustering;

/// <content>What the nodes do with calls, by who they are.</content>
internal sealed partial class Cluster
{
    /// <summary>Writes, at the leader or through it.</summary>
    /// <param name="node">The node that was called.</param>
    /// <param name="requiresLeader">Whether the caller would rather be refused than be forwarded.</param>
    /// <param name="commit">Puts it into the log.</param>
    /// <param name="cancel">The end of the call.</param>
    public async Task<WriteOutcome> WriteAsync(
        Member node, bool requiresLeader, Func<WriteOutcome> commit, CancellationToken cancel)
    {
        var (outcome, whenLate) = Begin(node, requiresLeader, commit);
        if (outcome.IsCompleted)
        {
            return await outcome;
        }

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAny(outcome, Task.Delay(_options.WriteTimeout, _options.TimeProvider, enough.Token));
        await enough.CancelAsync();
        cancel.ThrowIfCancellationRequested();
        return outcome.IsCompleted ? await outcome : new WriteOutcome.TimedOut(whenLate);
    }

    /// <summary>Why the node does not read for a caller who wants to hear it from the leader; null if it does.</summary>
    public WriteOutcome? RefusalToRead(Member node)
    {
        lock (_gate)
        {
            return (_phase, node == _leader) switch
            {
                (Phase.Leaderless, _) => new WriteOutcome.NotReady(),
                (Phase.Led or Phase.QuorumLost, true) => null,
                (Phase.Electing, true) when _isResigning => null,
                (_, true) => new WriteOutcome.NotReady(),
                _ => Named(),
            };
        }
    }

    /// <summary>Why the node has no persistent subscriptions to offer; null if it has.</summary>
    public WriteOutcome? RefusalOfPersistentSubscriptions(Member node)
    {
        lock (_gate)
        {
            return (_phase, node == _leader) switch
            {
                (Phase.Led or Phase.QuorumLost, true) => null,
                (Phase.Leaderless, _) or (_, true) => new WriteOutcome.NotReady(),
                _ => Named(),
            };
        }
    }

    private (Task<WriteOutcome> Outcome, string WhenLate) Begin(Member node, bool requiresLeader, Func<WriteOutcome> commit)
    {
        lock (_gate)
        {
            if (!node.IsAlive)
            {
                throw new OperationCanceledException("The node is dead.");
            }

            if (RefusalToWrite(node, requiresLeader) is { } refused)
            {
                return (Task.FromResult(refused), "");
            }

            var whenLate = node == _leader ? "Commit phase timeout." : "Forwarding timeout";
            switch (_phase)
            {
                case Phase.Led:
                    return (Task.FromResult(commit()), whenLate);
                case Phase.QuorumLost:
                    var write = new Unreplicated(commit);
                    _unreplicated.Add(write);
                    return (write.Outcome, whenLate);
                default:
                    // Sent to a leader that is dead: nothing will ever come back.
                    return (new TaskCompletionSource<WriteOutcome>().Task, whenLate);
            }
        }
    }

    private WriteOutcome? RefusalToWrite(Member node, bool requiresLeader)
    {
        if (node.IsReplica || (requiresLeader && node != _leader && _phase != Phase.Leaderless))
        {
            return Named();
        }

        var mayTry = _phase is Phase.Led or Phase.QuorumLost || (_phase == Phase.LeaderLost && node != _leader);
        return mayTry ? null : new WriteOutcome.NotReady();
    }

    private WriteOutcome.NotLeader Named() => new(Member.Host, _leader.Port);
}
