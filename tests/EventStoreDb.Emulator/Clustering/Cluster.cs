using EventSourcing.EventStoreDb.Protos.Gossip;
using State = EventSourcing.EventStoreDb.Protos.Gossip.MemberInfo.Types.VNodeState;

namespace EventStoreDb.Emulator.Clustering;

/// <summary>
/// Who is in charge, and who knows. All nodes share one log, so what is in it is replicated: a write is put there
/// only while there is a leader with a quorum, under the lock under which nodes die. A single node is a cluster too.
/// </summary>
internal sealed partial class Cluster : IDisposable
{
    private readonly Lock _gate = new();
    private readonly EmulatorOptions _options;
    private readonly List<Unreplicated> _unreplicated = [];
    private Phase _phase = Phase.Led;
    private bool _isResigning;
    private int _elections;
    private int _turn;

    // The one in charge, or else the last one who was.
    private Member _leader;
    private ITimer? _next;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Cluster(int nodes, int replicas, EmulatorOptions options)
    {
        _options = options;
        Members =
        [
            .. Enumerable.Range(0, nodes + replicas)
                .Select(index => new Member(index, index >= nodes) { States = new NodeStates(options.TimeProvider) }),
        ];
        _leader = Members[0];
        TellStates();
    }

    public IReadOnlyList<Member> Members { get; }

    /// <summary>The leader, if there is one who can write.</summary>
    public Member? Leader
    {
        get
        {
            lock (_gate)
            {
                return _phase == Phase.Led ? _leader : null;
            }
        }
    }

    /// <summary>Whom the nodes take for the leader, dead or not.</summary>
    public Member NamedLeader
    {
        get
        {
            lock (_gate)
            {
                return _leader;
            }
        }
    }

    private bool HasQuorum
    {
        get
        {
            var voters = Members.Count(member => !member.IsReplica);
            return Members.Count(member => member is { IsReplica: false, IsAlive: true }) > voters / 2;
        }
    }

    /// <summary>The members as gossip tells of them: a dead one stays, and counts as alive until the others notice.</summary>
    public IReadOnlyList<MemberInfo> Gossip()
    {
        lock (_gate)
        {
            var now = _options.TimeProvider.GetUtcNow();
            return [.. Members.Select(member => Describe(member, now))];
        }
    }

    public bool IsAlive(Member member)
    {
        lock (_gate)
        {
            return member.IsAlive;
        }
    }

    public async Task<Member> WaitForLeaderAsync(CancellationToken cancel)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_phase == Phase.Led)
                {
                    return _leader;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancel);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _next?.Dispose();
        }
    }

    /// <summary>Each node that lives tells in a stream of its own what it has become.</summary>
    private void TellStates()
    {
        foreach (var member in Members.Where(member => member.IsAlive))
        {
            member.States.Become(StateOf(member));
        }
    }

    private MemberInfo Describe(Member member, DateTimeOffset now)
    {
        var isBelievedAlive = member.IsAlive || now - member.DiedAt < _options.Cluster.DetectionTime;
        return new MemberInfo
        {
            InstanceId = Services.Uuids.Structured(member.InstanceId),
            TimeStamp = (member.IsAlive ? now : member.DiedAt).UtcTicks - DateTimeOffset.UnixEpoch.Ticks,
            State = member.IsAlive ? StateOf(member) : member.LastState,
            IsAlive = isBelievedAlive,
            HttpEndPoint = new EndPoint { Address = Member.Host, Port = (uint)member.Port },
        };
    }

    private State StateOf(Member member) => (_phase, member.IsReplica) switch
    {
        (Phase.Electing or Phase.Leaderless, true) when !_isResigning => State.ReadOnlyLeaderless,
        (_, true) => State.ReadOnlyReplica,
        (Phase.Electing, _) when _isResigning => member == _leader ? State.ResigningLeader : State.Follower,
        (Phase.Electing or Phase.Leaderless, _) => State.Unknown,
        (Phase.LeaderLost, _) => State.Follower,
        _ => member == _leader ? State.Leader : State.Follower,
    };
}
