using System.Text;
using EventStoreDb.Emulator.Store;
using State = EventSourcing.EventStoreDb.Protos.Gossip.MemberInfo.Types.VNodeState;

namespace EventStoreDb.Emulator.Clustering;

/// <summary>
/// What a node has been since it was started, as a stream that it keeps in memory, for itself. Readers are served
/// its newest event only; who follows it is sent them all.
/// </summary>
internal sealed class NodeStates(TimeProvider time)
{
    public const string Stream = "$mem-node-state";

    private const string EventType = "$NodeStateChanged";

    private readonly Lock _gate = new();
    private readonly List<RecordedEvent> _events = [];
    private State? _state;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RecordedEvent Current
    {
        get
        {
            lock (_gate)
            {
                return _events[^1];
            }
        }
    }

    /// <summary>The events from a revision on, and when there will be more.</summary>
    public (IReadOnlyList<RecordedEvent> Events, Task Changed) From(long revision)
    {
        lock (_gate)
        {
            return ([.. _events.Skip((int)Math.Min(revision, _events.Count))], _changed.Task);
        }
    }

    public void Become(State state)
    {
        lock (_gate)
        {
            if (_state == state)
            {
                return;
            }

            foreach (var passed in StatesBefore(state).Where(passed => passed != _state))
            {
                Add(passed);
            }

            Add(state);
            var changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            changed.SetResult();
        }
    }

    /// <summary>What a node is for a moment, on its way.</summary>
    private static State[] StatesBefore(State state) => state switch
    {
        State.Leader => [State.Unknown, State.PreLeader],
        State.Follower => [State.Unknown, State.PreReplica, State.CatchingUp],
        _ => [],
    };

    private void Add(State state)
    {
        _state = state;
        var content = new ProposedEvent(
            Guid.NewGuid(), EventType, IsJson: true, Encoding.UTF8.GetBytes($$"""{"state":"{{state}}"}"""), default);
        _events.Add(new RecordedEvent(Stream, _events.Count, _events.Count, time.GetUtcNow(), content));
    }
}
