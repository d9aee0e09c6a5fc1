using EventSourcing.EventStoreDb.Client;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb;

/// <summary>Keeps events in EventStoreDB.</summary>
public sealed class EventStoreDbRecorder : INodeRecorder
{
    private const string Store = "EventStoreDB";

    private readonly EventStoreDbClient _client;
    private readonly string _address;

    /// <summary>Creates a recorder on a client, and disposes of the client with itself.</summary>
    /// <param name="client">The client.</param>
    /// <param name="address">Where the client connects to, for those who ask.</param>
    public EventStoreDbRecorder(EventStoreDbClient client, string address)
    {
        _client = client;
        _address = address;
    }

    /// <summary>The client, for what servers alone have: persistent subscriptions, projections, users, operations.</summary>
    public EventStoreDbClient Client => _client;

    /// <inheritdoc/>
    public async Task<StoreInfo> GetInfoAsync(CancellationToken cancel = default) =>
        new(Store, await _client.GetServerVersionAsync(cancel).ConfigureAwait(false), _address);

    /// <inheritdoc/>
    public Task<string?> GetRoleAsync(CancellationToken cancel = default) => _client.GetNodeStateAsync(cancel);

    /// <inheritdoc/>
    public Task<AppendResult> AppendAsync(string stream, ExpectedRevision expected, IReadOnlyList<NewEvent> events, CancellationToken cancel = default)
    {
        RecorderArguments.CheckAppend(stream, events);
        return _client.AppendAsync(stream, expected, events, cancel);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<StreamAppend> appends, CancellationToken cancel = default)
    {
        RecorderArguments.CheckAppends(appends);
        return appends switch
        {
            [] => [],
            [var only] => [await _client.AppendAsync(only.Stream, only.Expected, only.Events, cancel).ConfigureAwait(false)],
            _ => throw new AtomicAppendNotSupportedException(Store, appends.Count),
        };
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(string stream, StreamRead read, CancellationToken cancel = default)
    {
        RecorderArguments.CheckRead(stream, read);
        return _client.ReadStreamAsync(stream, read, cancel);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<RecordedEvent> ReadAllAsync(AllRead read, CancellationToken cancel = default)
    {
        RecorderArguments.CheckRead(read);
        return _client.ReadAllAsync(read, cancel);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<SubscriptionMessage> SubscribeStreamAsync(string stream, StreamSubscription subscription, CancellationToken cancel = default)
    {
        RecorderArguments.CheckSubscription(stream, subscription);
        return _client.SubscribeStreamAsync(stream, subscription, cancel);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<SubscriptionMessage> SubscribeAllAsync(AllSubscription subscription, CancellationToken cancel = default)
    {
        RecorderArguments.CheckSubscription(subscription);
        return _client.SubscribeAllAsync(subscription, cancel);
    }

    /// <inheritdoc/>
    public Task<Position?> DeleteStreamAsync(string stream, ExpectedRevision expected, CancellationToken cancel = default)
    {
        RecorderArguments.CheckStream(stream);
        return _client.DeleteAsync(stream, expected, cancel);
    }

    /// <inheritdoc/>
    public Task<Position?> TombstoneStreamAsync(string stream, ExpectedRevision expected, CancellationToken cancel = default)
    {
        RecorderArguments.CheckStream(stream);
        return _client.TombstoneAsync(stream, expected, cancel);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
