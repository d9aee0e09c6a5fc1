using System.Diagnostics;
using System.Runtime.CompilerServices;
using EventSourcing.EventStoreDb.Client.Appends;
using EventSourcing.EventStoreDb.Client.Calls;
using EventSourcing.EventStoreDb.Client.Channels;
using EventSourcing.EventStoreDb.Client.Cluster;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Features;
using EventSourcing.EventStoreDb.Client.Monitoring;
using EventSourcing.EventStoreDb.Client.Operations;
using EventSourcing.EventStoreDb.Client.PersistentSubscriptions;
using EventSourcing.EventStoreDb.Client.Projections;
using EventSourcing.EventStoreDb.Client.Reads;
using EventSourcing.EventStoreDb.Client.Telemetry;
using EventSourcing.EventStoreDb.Client.Users;
using EventSourcing.EventStoreDb.Client.Wire;
using EventSourcing.EventStoreDb.Protos;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client;

/// <summary>A client of EventStoreDB over gRPC. Connects with the first call; may be used from many threads.</summary>
/// <remarks>Calls that no node could take are made again, on another node if there is one, until their deadline. Reads and
/// subscriptions whose connection is lost go on where they were. An append whose answer is lost is repeated with the same
/// event ids if it expects an exact revision or no stream, because then the server recognises it; else its outcome is
/// reported as unknown.</remarks>
public sealed class EventStoreDbClient : IAsyncDisposable
{
    private readonly EventStoreDbClientSettings _settings;
    private readonly TimeProvider _time;
    private readonly Nodes _nodes;
    private readonly Nodes _leaders;
    private readonly Retries _retries;
    private readonly UnaryCalls _unary;
    private readonly ResumingReads _reads;
    private readonly FeatureCalls _features;

    /// <summary>Creates a client; nothing is connected yet.</summary>
    /// <param name="settings">Where and how to connect.</param>
    /// <param name="timeProvider">The clock that deadlines and pauses run by; the system's unless given.</param>
    /// <exception cref="ConfigurationException">A certificate cannot be read.</exception>
    public EventStoreDbClient(EventStoreDbClientSettings settings, TimeProvider? timeProvider = null)
    {
        _settings = settings;
        _time = timeProvider ?? TimeProvider.System;
        _nodes = new Nodes(settings, _time);
        _retries = new Retries(_nodes, settings, _time);
        _unary = new UnaryCalls(_retries, settings, _time);
        _reads = new ResumingReads(_nodes, _retries, settings, _time);
        _features = new FeatureCalls(_unary);

        // What lives on the leader is asked there, whichever nodes are preferred for the rest.
        var toLeader = settings with { NodePreference = NodePreference.Leader };
        _leaders = settings.NodePreference == NodePreference.Leader ? _nodes : new Nodes(toLeader, _time);
        var retries = new Retries(_leaders, toLeader, _time);
        var leader = new UnaryCalls(retries, toLeader, _time);
        PersistentSubscriptions = new PersistentSubscriptionsClient(leader, new GroupReader(retries, _leaders, toLeader, _time));
        Projections = new ProjectionsClient(leader);
        Users = new UsersClient(_unary, settings.Tls);
        Operations = new OperationsClient(_unary, leader, _time);
        Monitoring = new MonitoringClient(_retries, _nodes, settings, _time);
    }

    /// <summary>The login name of the user on whose behalf calls are made; <see langword="null"/>: anonymous.</summary>
    public string? User => _settings.Credentials?.UserName;

    /// <summary>Groups of readers whose place the server keeps.</summary>
    public PersistentSubscriptionsClient PersistentSubscriptions { get; }

    /// <summary>Projections that run in the server.</summary>
    public ProjectionsClient Projections { get; }

    /// <summary>The users of the server.</summary>
    public UsersClient Users { get; }

    /// <summary>Operating a node.</summary>
    public OperationsClient Operations { get; }

    /// <summary>Watching a node.</summary>
    public MonitoringClient Monitoring { get; }

    /// <summary>Asks the server for its version, for which no rights are needed; wrong credentials are refused all the same.</summary>
    public Task<string> GetServerVersionAsync(CancellationToken cancel = default) => _features.VersionAsync(cancel);

    /// <summary>Asks the server what it can do. Each node is asked once, and again after it could not be reached.</summary>
    public Task<ServerFeatures> GetServerFeaturesAsync(CancellationToken cancel = default) => _features.FeaturesAsync(cancel);

    /// <summary>Says which node calls go to as things are, and looks for one if need be.</summary>
    public async Task<Endpoint> FindNodeAsync(CancellationToken cancel = default)
    {
        using var deadline = Deadline(cancel);
        using var operation = Operation.Start("cluster.find_node", stream: null, _time);
        return await _retries.CallAsync(operation, repeatable: true, static node => ValueTask.FromResult(node.Endpoint), deadline).ConfigureAwait(false);
    }

    /// <summary>Creates a client for one node alone, whatever it is, with connections of its own.</summary>
    /// <param name="node">The node; its certificate must hold the host's name.</param>
    public EventStoreDbClient ForNode(Endpoint node) =>
        new(_settings with { Hosts = [node], Discover = false, NodePreference = NodePreference.Random }, _time);

    /// <summary>Asks a node about its cluster; a single node is a cluster of one.</summary>
    public async Task<IReadOnlyList<ClusterMember>> ReadGossipAsync(CancellationToken cancel = default)
    {
        using var deadline = Deadline(cancel);
        using var operation = Operation.Start("gossip.read", stream: null, _time);
        return await _retries.CallAsync(operation, repeatable: true, async node => await GossipCall.ReadAsync(node.Channel, deadline).ConfigureAwait(false), deadline).ConfigureAwait(false);
    }

    /// <summary>Asks the node that calls go to what it is doing.</summary>
    /// <returns>The name of a <see cref="NodeState"/>; <see langword="null"/> where the node is of a cluster, and calls itself
    /// by another name than it was called.</returns>
    public async Task<string?> GetNodeStateAsync(CancellationToken cancel = default)
    {
        using var deadline = Deadline(cancel);
        using var operation = Operation.Start("gossip.read", stream: null, _time);
        var (called, members) = await _retries.CallAsync(
            operation,
            repeatable: true,
            async node => (node.Endpoint, await GossipCall.ReadAsync(node.Channel, deadline).ConfigureAwait(false)),
            deadline).ConfigureAwait(false);
        return (members is [var only] ? only : members.FirstOrDefault(member => member.Endpoint == called))?.State.ToString();
    }

    /// <summary>Appends events to a stream; see <see cref="IRecorder.AppendAsync(string, ExpectedRevision, IReadOnlyList{NewEvent}, CancellationToken)"/>.</summary>
    public async Task<AppendResult> AppendAsync(string stream, ExpectedRevision expected, IReadOnlyList<NewEvent> events, CancellationToken cancel = default)
    {
        using var deadline = Deadline(cancel);
        using var counted = Instruments.Appends.Begin();
        using var operation = Operation.StartAppend(stream, events, _time);
        var append = new StreamAppend(stream, expected, TraceContext.Write(events, Activity.Current));
        // Under an exact revision or no stream, the server recognises the ids whatever has been appended since.
        var repeatable = events.Count > 0 && (expected.Revision is not null || expected == ExpectedRevision.NoStream);
        return await _retries.CallAsync(
            operation,
            repeatable,
            node => node.Appender.AppendAsync(append, deadline),
            deadline).ConfigureAwait(false);
    }

    /// <summary>Reads a stream; see <see cref="IRecorder.ReadStreamAsync"/>.</summary>
    public async IAsyncEnumerable<RecordedEvent> ReadStreamAsync(string stream, StreamRead read, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var left = read.MaxCount;
        var progress = new StreamReadProgress(stream, read);
        using var operation = _reads.Watch(progress);
        await foreach (var answer in _reads.RunAsync(progress, operation, cancel).ConfigureAwait(false))
        {
            if (answer?.Kind == ReadAnswerKind.StreamNotFound && read.MustExist)
            {
                var missing = new StreamNotFoundException(stream);
                operation?.Fails(missing);
                throw missing;
            }

            if (answer?.Event is not { } found || left-- <= 0)
                continue;
            operation?.HandsOn();
            yield return found;
        }
    }

    /// <summary>Reads the log of all streams; see <see cref="IRecorder.ReadAllAsync"/>.</summary>
    public async IAsyncEnumerable<RecordedEvent> ReadAllAsync(AllRead read, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var left = read.MaxCount;
        if (left == 0)
            yield break;
        var filter = new ServerFilter(read.Filter);
        var progress = new AllReadProgress(read, filter);
        using var operation = _reads.Watch(progress);
        await foreach (var answer in _reads.RunAsync(progress, operation, cancel).ConfigureAwait(false))
        {
            if (answer?.Event is not { } found || !filter.Matches(answer.Original!))
                continue;
            operation?.HandsOn();
            yield return found;
            if (--left == 0)
                yield break;
        }
    }

    /// <summary>Subscribes to a stream; see <see cref="IRecorder.SubscribeStreamAsync"/>.</summary>
    public IAsyncEnumerable<SubscriptionMessage> SubscribeStreamAsync(string stream, StreamSubscription subscription, CancellationToken cancel = default) =>
        new DeliveredEvents<SubscriptionMessage>(RunAsync(stream, subscription, cancel), static message => message.Event);

    /// <summary>Subscribes to the log of all streams; see <see cref="IRecorder.SubscribeAllAsync"/>.</summary>
    public IAsyncEnumerable<SubscriptionMessage> SubscribeAllAsync(AllSubscription subscription, CancellationToken cancel = default) =>
        new DeliveredEvents<SubscriptionMessage>(RunAsync(subscription, cancel), static message => message.Event);

    /// <summary>Soft-deletes a stream; see <see cref="IRecorder.DeleteStreamAsync"/>.</summary>
    public async Task<Position?> DeleteAsync(string stream, ExpectedRevision expected, CancellationToken cancel = default)
    {
        var answer = await _unary.CallAsync(
            (invoker, request, options) => new Protos.Streams.Streams.StreamsClient(invoker).DeleteAsync(request, options),
            DeleteRequests.Delete(stream, expected), _unary.Describe("streams.delete", "delete", stream) with { Writes = true, Expected = expected }, cancel).ConfigureAwait(false);
        return answer.Position is { } position ? new Position((long)position.CommitPosition, (long)position.PreparePosition) : null;
    }

    /// <summary>Tombstones a stream; see <see cref="IRecorder.TombstoneStreamAsync"/>.</summary>
    public async Task<Position?> TombstoneAsync(string stream, ExpectedRevision expected, CancellationToken cancel = default)
    {
        var answer = await _unary.CallAsync(
            (invoker, request, options) => new Protos.Streams.Streams.StreamsClient(invoker).TombstoneAsync(request, options),
            DeleteRequests.Tombstone(stream, expected), _unary.Describe("streams.tombstone", "tombstone", stream) with { Writes = true, Expected = expected }, cancel).ConfigureAwait(false);
        return answer.Position is { } position ? new Position((long)position.CommitPosition, (long)position.PreparePosition) : null;
    }

    /// <summary>Closes the connections. Appends still waiting for their answers end with an unknown outcome.</summary>
    public async ValueTask DisposeAsync()
    {
        await _nodes.DisposeAsync().ConfigureAwait(false);
        if (_leaders != _nodes)
            await _leaders.DisposeAsync().ConfigureAwait(false);
    }

    private async IAsyncEnumerable<SubscriptionMessage> RunAsync(string stream, StreamSubscription subscription, [EnumeratorCancellation] CancellationToken cancel)
    {
        // From the end of now, not of when a lost connection is taken up again.
        if (subscription.LiveOnly)
            subscription = subscription with { After = (await LastAsync(ReadStreamAsync(stream, StreamRead.Backwards with { MaxCount = 1 }, cancel)).ConfigureAwait(false))?.Revision };
        var messages = new SubscriptionMessages(null, subscription.LiveOnly);
        await foreach (var answer in _reads.RunAsync(new StreamSubscriptionProgress(stream, subscription), read: null, cancel).ConfigureAwait(false))
            if (messages.Of(answer) is { } message)
                yield return message;
    }

    private async IAsyncEnumerable<SubscriptionMessage> RunAsync(AllSubscription subscription, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (subscription.LiveOnly)
        {
            var everything = new EventFilter { IncludeSystem = true, IncludeSnapshots = true };
            subscription = subscription with { After = (await LastAsync(ReadAllAsync(AllRead.Backwards with { MaxCount = 1, Filter = everything }, cancel)).ConfigureAwait(false))?.Position };
        }

        var filter = new ServerFilter(subscription.Filter);
        var messages = new SubscriptionMessages(filter, subscription.LiveOnly);
        await foreach (var answer in _reads.RunAsync(new AllSubscriptionProgress(subscription, filter), read: null, cancel).ConfigureAwait(false))
            if (messages.Of(answer) is { } message)
                yield return message;
    }

    private static async Task<RecordedEvent?> LastAsync(IAsyncEnumerable<RecordedEvent> read)
    {
        await foreach (var last in read.ConfigureAwait(false))
            return last.Link ?? last;
        return null;
    }

    private CallDeadline Deadline(CancellationToken cancel) => new(_settings.DefaultDeadline, _time, cancel);
}
