using EventSourcing.EventStoreDb.Client.Calls;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Client.Telemetry;
using EventSourcing.EventStoreDb.Protos;
using EventSourcing.Persistence;
using Grpc.Core;
using Rpc = EventSourcing.EventStoreDb.Protos.PersistentSubscriptions.PersistentSubscriptions.PersistentSubscriptionsClient;

namespace EventSourcing.EventStoreDb.Client.PersistentSubscriptions;

/// <summary>Persistent subscriptions: groups of readers whose place in a stream, or in the log of all streams, the server
/// keeps.</summary>
/// <remarks>They live on the leader of a cluster, and calls go there whatever the node preference. A stream named
/// <see cref="All"/> is the log. Each call may raise an <see cref="AccessDeniedException"/>, a
/// <see cref="NotAuthenticatedException"/>, a <see cref="StoreUnavailableException"/>, a
/// <see cref="StoreTimeoutException"/>, and one that changes something a <see cref="CallOutcomeUnknownException"/>.</remarks>
public sealed class PersistentSubscriptionsClient
{
    /// <summary>The log of all streams.</summary>
    public const string All = "$all";

    private readonly UnaryCalls _calls;
    private readonly GroupReader _reader;

    internal PersistentSubscriptionsClient(UnaryCalls calls, GroupReader reader)
    {
        _calls = calls;
        _reader = reader;
    }

    /// <summary>Creates a persistent subscription.</summary>
    /// <param name="stream">The stream, which need not exist, or <see cref="All"/>.</param>
    /// <param name="group">The name of the group.</param>
    /// <param name="settings">How it works; the defaults unless given.</param>
    /// <param name="filter">Which events to deliver; only for <see cref="All"/>.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <exception cref="PersistentSubscriptionExistsException">There is one already.</exception>
    /// <exception cref="PersistentSubscriptionFailedException">The server refused it, as where it begins beyond the log.</exception>
    /// <exception cref="ArgumentException">A setting is out of range, or does not go with another.</exception>
    public Task CreateAsync(string stream, string group, PersistentSubscriptionSettings? settings = null, PersistentSubscriptionFilter? filter = null, CancellationToken cancel = default)
    {
        settings ??= new();
        SettingsRules.Check(stream, settings, filter);
        return CallAsync((rpc, request, options) => rpc.CreateAsync(request, options), GroupRequests.Create(stream, group, settings, filter), Describe("persistent_subscriptions.create", "creation", stream, group, Changes.Once), cancel);
    }

    /// <summary>Replaces all settings of a persistent subscription, except its filter, and drops its readers.</summary>
    /// <param name="stream">The stream, or <see cref="All"/>.</param>
    /// <param name="group">The name of the group.</param>
    /// <param name="settings">How it works from now on. <see cref="ConsumerStrategy.PinnedByCorrelation"/> can be said only
    /// when creating one.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <exception cref="PersistentSubscriptionNotFoundException">There is none.</exception>
    /// <exception cref="PersistentSubscriptionFailedException">The server refused it.</exception>
    /// <exception cref="ArgumentException">A setting is out of range, or does not go with another.</exception>
    public Task UpdateAsync(string stream, string group, PersistentSubscriptionSettings settings, CancellationToken cancel = default)
    {
        SettingsRules.Check(stream, settings, null);
        if (settings.ConsumerStrategy == ConsumerStrategy.PinnedByCorrelation)
            throw new ArgumentException("The server takes the strategy PinnedByCorrelation only when a persistent subscription is created. Delete it and create it anew.", nameof(settings));
        return CallAsync((rpc, request, options) => rpc.UpdateAsync(request, options), GroupRequests.Update(stream, group, settings), Describe("persistent_subscriptions.update", "update", stream, group, Changes.ToTheSame), cancel);
    }

    /// <summary>Deletes a persistent subscription, and drops its readers.</summary>
    /// <param name="stream">The stream, or <see cref="All"/>.</param>
    /// <param name="group">The name of the group.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <exception cref="PersistentSubscriptionNotFoundException">There is none.</exception>
    public Task DeleteAsync(string stream, string group, CancellationToken cancel = default)
    {
        SettingsRules.CheckStream(stream);
        return CallAsync((rpc, request, options) => rpc.DeleteAsync(request, options), GroupRequests.Delete(stream, group), Describe("persistent_subscriptions.delete", "deletion", stream, group, Changes.Once), cancel);
    }

    /// <summary>Reads a persistent subscription as one of its readers, without end.</summary>
    /// <remarks>The server keeps no more events with a reader than its buffer takes, until they are acknowledged or refused.
    /// Delivery is at least once: an event that is not acknowledged in time, or whose acknowledgement was lost with the
    /// connection, is delivered again, to this or another reader. A lost connection is taken up again; who then finds all
    /// places for readers taken waits for one. Who stops reading without cancelling waits until the server has most probably
    /// taken the last acknowledgements, a second at most.</remarks>
    /// <param name="stream">The stream, or <see cref="All"/>.</param>
    /// <param name="group">The name of the group.</param>
    /// <param name="bufferSize">How many events may be with this reader at once, from 1.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="PersistentSubscriptionNotFoundException">There is none.</exception>
    /// <exception cref="MaximumSubscribersReachedException">It has as many readers as it allows.</exception>
    /// <exception cref="PersistentSubscriptionDroppedException">It was updated or deleted, or the subsystem restarted.</exception>
    public IAsyncEnumerable<PersistentSubscriptionEvent> ReadAsync(string stream, string group, int bufferSize = 10, CancellationToken cancel = default)
    {
        SettingsRules.CheckStream(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(bufferSize, 1);
        return new DeliveredEvents<PersistentSubscriptionEvent>(
            _reader.RunAsync(stream, group, bufferSize, cancel),
            static delivered => delivered.Event,
            group,
            static (delivered, span) => span.SetTag(Tags.RetryCount, delivered.RetryCount));
    }

    /// <summary>Tells about one persistent subscription.</summary>
    /// <param name="stream">The stream, or <see cref="All"/>.</param>
    /// <param name="group">The name of the group.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <exception cref="PersistentSubscriptionNotFoundException">There is none.</exception>
    public async Task<PersistentSubscriptionInfo> GetInfoAsync(string stream, string group, CancellationToken cancel = default)
    {
        SettingsRules.CheckStream(stream);
        var answer = await CallAsync((rpc, request, options) => rpc.GetInfoAsync(request, options), GroupRequests.Info(stream, group), Describe("persistent_subscriptions.get_info", "details", stream, group, Changes.Nothing), cancel).ConfigureAwait(false);
        return InfoMessages.ToInfo(answer.SubscriptionInfo);
    }

    /// <summary>Tells about persistent subscriptions.</summary>
    /// <param name="stream">The stream, or <see cref="All"/>, that they are of; <see langword="null"/>: those of all streams and
    /// of <see cref="All"/>.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <exception cref="PersistentSubscriptionNotFoundException">The stream never had one.</exception>
    public async Task<IReadOnlyList<PersistentSubscriptionInfo>> ListAsync(string? stream = null, CancellationToken cancel = default)
    {
        if (stream is not null)
            SettingsRules.CheckStream(stream);
        var answer = await CallAsync((rpc, request, options) => rpc.ListAsync(request, options), GroupRequests.List(stream), _calls.Describe("persistent_subscriptions.list", "list of persistent subscriptions", stream), cancel).ConfigureAwait(false);
        return [.. answer.Subscriptions.Select(InfoMessages.ToInfo)];
    }

    /// <summary>Has parked events delivered again, beginning with the oldest.</summary>
    /// <param name="stream">The stream, or <see cref="All"/>.</param>
    /// <param name="group">The name of the group.</param>
    /// <param name="stopAt">Only those below this revision of the stream of parked events, from 0; <see langword="null"/>: all.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <exception cref="PersistentSubscriptionNotFoundException">There is none.</exception>
    public Task ReplayParkedAsync(string stream, string group, long? stopAt = null, CancellationToken cancel = default)
    {
        SettingsRules.CheckStream(stream);
        ArgumentOutOfRangeException.ThrowIfNegative(stopAt ?? 0, nameof(stopAt));
        return CallAsync((rpc, request, options) => rpc.ReplayParkedAsync(request, options), GroupRequests.Replay(stream, group, stopAt), Describe("persistent_subscriptions.replay_parked", "replay of the parked events", stream, group, Changes.Once), cancel);
    }

    /// <summary>Restarts all persistent subscriptions, and drops all readers.</summary>
    /// <exception cref="PersistentSubscriptionFailedException">They are in no state to be restarted.</exception>
    public Task RestartSubsystemAsync(CancellationToken cancel = default) =>
        CallAsync((rpc, request, options) => rpc.RestartSubsystemAsync(request, options), new Empty(), _calls.Describe("persistent_subscriptions.restart_subsystem", "restart of the persistent subscriptions") with { Changes = Changes.Once }, cancel);

    internal static bool IsAll(string stream) => stream.Equals(All, StringComparison.Ordinal);

    private Task<TAnswer> CallAsync<TRequest, TAnswer>(Func<Rpc, TRequest, CallOptions, AsyncUnaryCall<TAnswer>> start, TRequest request, CallDescription description, CancellationToken cancel) =>
        _calls.CallAsync((invoker, request, options) => start(new Rpc(invoker), request, options), request, description, cancel);

    private CallDescription Describe(string operation, string what, string stream, string group, Changes changes) =>
        _calls.Describe(operation, $"{what} of the persistent subscription '{group}'", stream) with { Target = group, Changes = changes };
}
