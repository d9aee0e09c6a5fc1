using System.Runtime.CompilerServices;
using EventSourcing.Persistence;
using EventSourcing.Tests.Applications;
using EventSourcing.Tests.Persistence;

namespace EventSourcing.Tests.Projections;

/// <summary>A store whose first subscriptions end in an error.</summary>
public sealed class LosingSubscriptions(IRecorder store) : DelegatingRecorder(store)
{
    private readonly TaskCompletionSource _allLost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Losses { get; set; }

    public Exception Loss { get; init; } = new StoreUnavailableException("The store is not there.");

    /// <summary>Ends with the first subscription that does not.</summary>
    public Task AllLost => _allLost.Task;

    public override async IAsyncEnumerable<SubscriptionMessage> SubscribeAllAsync(AllSubscription subscription, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        if (Losses-- > 0)
            throw Loss;
        _allLost.TrySetResult();
        await foreach (var message in base.SubscribeAllAsync(subscription, cancel))
            yield return message;
    }
}
