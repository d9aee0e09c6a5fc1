using EventSourcing.Persistence;

namespace EventSourcing.Tests.Persistence;

/// <summary>Passes everything on to a store; what derives from it does one thing otherwise.</summary>
public abstract class DelegatingRecorder(IRecorder store) : IRecorder
{
    protected IRecorder Store => store;

    public virtual Task<StoreInfo> GetInfoAsync(CancellationToken cancel = default) => store.GetInfoAsync(cancel);

    public virtual Task<AppendResult> AppendAsync(string stream, ExpectedRevision expected, IReadOnlyList<NewEvent> events, CancellationToken cancel = default) => store.AppendAsync(stream, expected, events, cancel);

    public virtual Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<StreamAppend> appends, CancellationToken cancel = default) => store.AppendAsync(appends, cancel);

    public virtual IAsyncEnumerable<RecordedEvent> ReadStreamAsync(string stream, StreamRead read, CancellationToken cancel = default) => store.ReadStreamAsync(stream, read, cancel);

    public virtual IAsyncEnumerable<RecordedEvent> ReadAllAsync(AllRead read, CancellationToken cancel = default) => store.ReadAllAsync(read, cancel);

    public virtual Task<Position?> DeleteStreamAsync(string stream, ExpectedRevision expected, CancellationToken cancel = default) => store.DeleteStreamAsync(stream, expected, cancel);

    public virtual Task<Position?> TombstoneStreamAsync(string stream, ExpectedRevision expected, CancellationToken cancel = default) => store.TombstoneStreamAsync(stream, expected, cancel);

    public virtual IAsyncEnumerable<SubscriptionMessage> SubscribeStreamAsync(string stream, StreamSubscription subscription, CancellationToken cancel = default) => store.SubscribeStreamAsync(stream, subscription, cancel);

    public virtual IAsyncEnumerable<SubscriptionMessage> SubscribeAllAsync(AllSubscription subscription, CancellationToken cancel = default) => store.SubscribeAllAsync(subscription, cancel);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return store.DisposeAsync();
    }
}
