using EventSourcing.EventStoreDb.Client.Calls;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Protos;
using EventSourcing.EventStoreDb.Protos.Operations;
using EventSourcing.Persistence;
using Grpc.Core;
using Rpc = EventSourcing.EventStoreDb.Protos.Operations.Operations.OperationsClient;

namespace EventSourcing.EventStoreDb.Client.Operations;

/// <summary>Operates a node. All of it needs the role <c>$admins</c> or <c>$ops</c>.</summary>
/// <remarks>Calls go to the node the client is connected to, except those said to go to the leader. Each may raise an
/// <see cref="AccessDeniedException"/>, a <see cref="NotAuthenticatedException"/>, a
/// <see cref="StoreUnavailableException"/>, or, if its answer is lost, a <see cref="CallOutcomeUnknownException"/>.</remarks>
public sealed class OperationsClient
{
    /// <summary>Stands for the id of whichever scavenge runs.</summary>
    public const string CurrentScavenge = "current";

    private readonly UnaryCalls _calls;
    private readonly UnaryCalls _leader;
    private readonly TimeProvider _time;

    internal OperationsClient(UnaryCalls calls, UnaryCalls leader, TimeProvider time)
    {
        _calls = calls;
        _leader = leader;
        _time = time;
    }

    /// <summary>Starts a scavenge on the node, unless one runs.</summary>
    /// <param name="threads">How many threads do it, from 1.</param>
    /// <param name="startFromChunk">The chunk to begin with, from 0.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    /// <exception cref="ScavengeImpossibleException">The node keeps its database in memory.</exception>
    public Task<Scavenge> StartScavengeAsync(int threads = 1, int startFromChunk = 0, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(startFromChunk);
        var request = new StartScavengeReq { Options = new() { ThreadCount = threads, StartFromChunk = startFromChunk } };
        return ScavengeStart.RunAsync(
            async cancel => ToScavenge(await _calls.CallAsync(
                (invoker, request, options) => new Rpc(invoker).StartScavengeAsync(request, options),
                request, Describe(_calls, "operations.start_scavenge", "start of a scavenge", Changes.Once), cancel).ConfigureAwait(false)),
            _time,
            cancel);
    }

    /// <summary>Stops a scavenge, and waits until it has stopped.</summary>
    /// <param name="scavengeId">Its id, or <see cref="CurrentScavenge"/>.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <exception cref="ScavengeNotFoundException">It does not run on this node.</exception>
    public async Task<Scavenge> StopScavengeAsync(string scavengeId = CurrentScavenge, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(scavengeId);
        var request = new StopScavengeReq { Options = new() { ScavengeId = scavengeId } };
        return ToScavenge(await _calls.CallAsync(
            (invoker, request, options) => new Rpc(invoker).StopScavengeAsync(request, options),
            request, Describe(_calls, "operations.stop_scavenge", "stop of a scavenge", Changes.Once) with { Target = scavengeId }, cancel).ConfigureAwait(false));
    }

    /// <summary>Merges the node's index files. The answer does not wait for it.</summary>
    public Task MergeIndexesAsync(CancellationToken cancel = default) =>
        CallAsync(_calls, "operations.merge_indexes", "merge of the indexes", Changes.ToTheSame, (rpc, options) => rpc.MergeIndexesAsync(new Empty(), options), cancel);

    /// <summary>Has the leader resign, so that another node is elected; a single node leads again by itself. The answer does
    /// not wait for it, and meanwhile writes are refused.</summary>
    public Task ResignAsync(CancellationToken cancel = default) =>
        CallAsync(_leader, "operations.resign_node", "resignation", Changes.Once, (rpc, options) => rpc.ResignNodeAsync(new Empty(), options), cancel);

    /// <summary>Sets how much the node is preferred in elections.</summary>
    /// <param name="priority">Any number; the highest is elected, other things being equal.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    public Task SetPriorityAsync(int priority, CancellationToken cancel = default) =>
        CallAsync(_calls, "operations.set_node_priority", "setting of the priority", Changes.ToTheSame, (rpc, options) => rpc.SetNodePriorityAsync(new SetNodePriorityReq { Priority = priority }, options), cancel);

    /// <summary>Restarts the leader's persistent subscriptions, which drops all their readers. Success does not say that they
    /// were restarted: see <see cref="PersistentSubscriptions.PersistentSubscriptionsClient.RestartSubsystemAsync"/>.</summary>
    public Task RestartPersistentSubscriptionsAsync(CancellationToken cancel = default) =>
        CallAsync(_leader, "operations.restart_persistent_subscriptions", "restart of the persistent subscriptions", Changes.Once, (rpc, options) => rpc.RestartPersistentSubscriptionsAsync(new Empty(), options), cancel);

    /// <summary>Shuts the node down: it answers, and its process ends.</summary>
    public Task ShutdownAsync(CancellationToken cancel = default) =>
        CallAsync(_calls, "operations.shutdown", "shutdown", Changes.Once, (rpc, options) => rpc.ShutdownAsync(new Empty(), options), cancel);

    private static Task<Empty> CallAsync(UnaryCalls calls, string operation, string name, Changes changes, Func<Rpc, CallOptions, AsyncUnaryCall<Empty>> start, CancellationToken cancel) =>
        calls.CallAsync((invoker, _, options) => start(new Rpc(invoker), options), new Empty(), Describe(calls, operation, name, changes), cancel);

    private static CallDescription Describe(UnaryCalls calls, string operation, string name, Changes changes) => calls.Describe(operation, name) with { Changes = changes };

    private static Scavenge ToScavenge(ScavengeResp answer) => new(answer.ScavengeId, (ScavengeState)answer.ScavengeResult);
}
