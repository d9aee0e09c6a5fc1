using System.Runtime.CompilerServices;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.Projections;

/// <summary>A store whose first subscriptions end in an error.</summary>
public sealed class LosingSubscriptions(IRecorder store) : IRecorder
{
    private readonly TaskCompletionSource _allLost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Losses { get; set; }

    public Exception Loss { get; init; } = new StoreUnavailableException("The store is not there.");

    /// <summary>Ends with the first subscription that does not.</summary>
    public Task AllLost => _allLost.Task;

    public Task<StoreInfo> GetInfoAsync(CancellationToken cancel = default) => store.GetInfoAsync(cancel);

    public Task<AppendResult> AppendAsync(string stream, ExpectedRevision expected, IReadOnlyList<NewEvent> events, CancellationToken cancel = default) => store.AppendAsync(stream, expected, events, cancel);

    public Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<StreamAppend> appends, CancellationToken cancel = default) => store.AppendAsync(appends, cancel);

    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(string stream, StreamRead read, CancellationToken cancel = default) => store.ReadStreamAsync(stream, read, cancel);

    public IAsyncEnumerable<RecordedEvent> ReadAllAsync(AllRead read, CancellationToken cancel = default) => store.ReadAllAsync(read, cancel);

    public Task<Position?> DeleteStreamAsync(string stream, ExpectedRevision expected, CancellationToken cancel = default) => store.DeleteStreamAsync(stream, expected, cancel);

    public Task<Position?> TombstoneStreamAsync(string stream, ExpectedRevision expected, CancellationToken cancel = default) => store.TombstoneStreamAsync(stream, expected, cancel);

    public IAsyncEnumerable<SubscriptionMessage> SubscribeStreamAsync(string stream, StreamSubscription subscription, CancellationToken cancel = default) => store.SubscribeStreamAsync(stream, subscription, cancel);

    public async IAsyncEnumerable<SubscriptionMessage> SubscribeAllAsync(AllSubscription subscription, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        if (Losses-- > 0)
            throw Loss;
        _allLost.TrySetResult();
        await foreach (var message in store.SubscribeAllAsync(subscription, cancel))
            yield return message;
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
