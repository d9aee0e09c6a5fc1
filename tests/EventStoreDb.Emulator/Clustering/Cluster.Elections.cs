using EventStoreDb.Emulator.Faults;

namespace EventStoreDb.Emulator.Clustering;

/// <content>What happens when members come and go.</content>
internal sealed partial class Cluster
{
    /// <summary>Done when there is a leader again, before anybody can see it.</summary>
    public Action? WhenElected { get; set; }

    public void Kill(Member member)
    {
        lock (_gate)
        {
            if (!member.IsAlive)
            {
                return;
            }

            member.LastState = StateOf(member);
            member.IsAlive = false;
            member.DiedAt = _options.TimeProvider.GetUtcNow();
            Review();
        }
    }

    public void Restart(Member member)
    {
        lock (_gate)
        {
            member.InstanceId = Guid.NewGuid();
            member.States = new NodeStates(_options.TimeProvider);
            member.IsAlive = true;
            Review();
            TellStates();
        }
    }

    /// <summary>The leader steps down. On any other node nothing happens.</summary>
    public void Resign(Member member)
    {
        lock (_gate)
        {
            if (_phase == Phase.Led && member == _leader)
            {
                _isResigning = true;
                Enter(Phase.Electing, _options.Cluster.ElectionTime, Elect);
            }
        }
    }

    private void Review()
    {
        switch (_phase)
        {
            case Phase.Led or Phase.QuorumLost when !_leader.IsAlive:
                // What only the leader had is gone with it.
                GiveUpUnreplicated();
                _unreplicated.Clear();
                Enter(Phase.LeaderLost, _options.Cluster.DetectionTime, Notice);
                break;
            case Phase.Led when !HasQuorum:
                Enter(Phase.QuorumLost, _options.Cluster.DetectionTime, Notice);
                break;
            case Phase.QuorumLost when HasQuorum:
                Replicate();
                Enter(Phase.Led);
                break;
            case Phase.Electing when !HasQuorum:
                Enter(Phase.Leaderless);
                break;
            case Phase.Leaderless when HasQuorum:
                Enter(Phase.Electing, _options.Cluster.ElectionTime, Elect);
                break;
        }
    }

    private void Notice()
    {
        GiveUpUnreplicated();
        if (HasQuorum)
        {
            Enter(Phase.Electing, _options.Cluster.ElectionTime, Elect);
        }
        else
        {
            Enter(Phase.Leaderless);
        }
    }

    /// <summary>
    /// The next in turn wins, the old leader being the last of them. Only if the old leader has writes that nobody
    /// else has is it a matter of chance: it wins and they are kept, or another one does and they are lost.
    /// </summary>
    private void Elect()
    {
        _elections++;
        var hasMore = _unreplicated.Count > 0 && _leader.IsAlive;
        if (hasMore && new SeededNumbers(_options.Cluster.Seed, (ulong)_elections).Next(2) == 0)
        {
            Replicate();
        }
        else
        {
            _unreplicated.Clear();
            var after = _leader.Index;
            _leader = Members.Where(member => member is { IsReplica: false, IsAlive: true })
                .MinBy(member => member.Index > after ? member.Index : member.Index + Members.Count)!;
        }

        Enter(Phase.Led);
        WhenElected?.Invoke();
    }

    private void Replicate()
    {
        foreach (var write in _unreplicated)
        {
            write.Replicate();
        }

        _unreplicated.Clear();
    }

    private void GiveUpUnreplicated()
    {
        foreach (var write in _unreplicated)
        {
            write.GiveUp();
        }
    }

    private void Enter(Phase phase, TimeSpan after = default, Action? next = null)
    {
        _isResigning &= phase == Phase.Electing;
        _phase = phase;
        _next?.Dispose();
        _next = null;
        _turn++;
        if (next is not null)
        {
            var turn = _turn;
            _next = _options.TimeProvider.CreateTimer(_ => Run(turn, next), null, after, Timeout.InfiniteTimeSpan);
        }

        TellStates();
        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }

    private void Run(int turn, Action next)
    {
        lock (_gate)
        {
            // A timer may fire while it is being replaced.
            if (turn == _turn)
            {
                next();
            }
        }
    }
}
