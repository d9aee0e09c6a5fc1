using EventSourcing.Persistence;

namespace EventSourcing.Tests.Applications;

/// <summary>A real store with something in between; what a test needs is overridden.</summary>
public abstract class RecorderAround(IRecorder store) : IRecorder
{
    public virtual Task<StoreInfo> GetInfoAsync(CancellationToken cancel = default) => store.GetInfoAsync(cancel);

    public virtual Task<AppendResult> AppendAsync(string stream, ExpectedRevision expected, IReadOnlyList<NewEvent> events, CancellationToken cancel = default) =>
        store.AppendAsync(stream, expected, events, cancel);

    public virtual Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<StreamAppend> appends, CancellationToken cancel = default) => store.AppendAsync(appends, cancel);

    public virtual IAsyncEnumerable<RecordedEvent> ReadStreamAsync(string stream, StreamRead read, CancellationToken cancel = default) => store.ReadStreamAsync(stream, read, cancel);

    public IAsyncEnumerable<RecordedEvent> ReadAllAsync(AllRead read, CancellationToken cancel = default) => store.ReadAllAsync(read, cancel);

    public Task<Position?> DeleteStreamAsync(string stream, ExpectedRevision expected, CancellationToken cancel = default) => store.DeleteStreamAsync(stream, expected, cancel);

    public Task<Position?> TombstoneStreamAsync(string stream, ExpectedRevision expected, CancellationToken cancel = default) => store.TombstoneStreamAsync(stream, expected, cancel);

    public IAsyncEnumerable<SubscriptionMessage> SubscribeStreamAsync(string stream, StreamSubscription subscription, CancellationToken cancel = default) => store.SubscribeStreamAsync(stream, subscription, cancel);

    public virtual IAsyncEnumerable<SubscriptionMessage> SubscribeAllAsync(AllSubscription subscription, CancellationToken cancel = default) => store.SubscribeAllAsync(subscription, cancel);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return store.DisposeAsync();
    }
}
