using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Client.PersistentSubscriptions;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.EventStoreDb.Resilience;

/// <content>Those who read and subscribe.</content>
internal partial class FaultRun
{
    private const string Group = "workers";

    private int _processed;

    private static readonly TimeSpan BetweenReads = TimeSpan.FromMilliseconds(5);

    /// <summary>What a subscriber gets, from the start.</summary>
    protected virtual IAsyncEnumerable<SubscriptionMessage> SubscribeAsync(EventStoreDbClient client, AllSubscription subscription, CancellationToken cancel) =>
        client.SubscribeAllAsync(subscription, cancel);

    private static async Task<List<Guid>> DeliveredAsync(Func<IAsyncEnumerable<SubscriptionMessage>> subscribe, int all)
    {
        var delivered = new List<Guid>();
        while (true)
        {
            try
            {
                await foreach (var message in subscribe())
                {
                    if (!message.IsEvent)
                        continue;
                    delivered.Add(message.Event.Id);
                    if (delivered.Count >= all)
                        return delivered;
                }
            }
            catch (PersistenceException error) when (delivered.Count == 0 && IsPassing(error))
            {
                // Not even begun: whoever subscribes learns that at once, and tries again.
            }
        }
    }

    /// <summary>At least once: what is refused for now, or lost before it is processed, comes again; in the end everything was
    /// processed.</summary>
    private async Task<HashSet<Guid>> ProcessedByGroupAsync(EventStoreDbClient client, CancellationToken cancel)
    {
        var groups = client.PersistentSubscriptions;
        var settings = new PersistentSubscriptionSettings { StartFrom = PersistentSubscriptionStart.Start, MaxRetryCount = 1000, MessageTimeout = TimeSpan.FromSeconds(1) };
        await UntilDoneAsync(async () =>
        {
            try
            {
                await groups.CreateAsync(PersistentSubscriptionsClient.All, Group, settings, PersistentSubscriptionFilter.StreamPrefixes(Prefix), cancel);
            }
            catch (PersistentSubscriptionExistsException)
            {
                // An attempt that was thought to have failed.
            }

            return true;
        });

        var (processed, refused) = (new HashSet<Guid>(), new HashSet<Guid>());
        return await UntilDoneAsync(async () =>
        {
            // It may have been the last acknowledgement that went wrong.
            if (processed.Count >= Total)
                return processed;
            await foreach (var delivered in groups.ReadAsync(PersistentSubscriptionsClient.All, Group, cancel: cancel))
            {
                var id = delivered.Event.Id;
                if (id.GetHashCode() % 3 == 0 && refused.Add(id))
                {
                    await delivered.RefuseAsync(NackAction.Retry, "not now", cancel);
                    continue;
                }

                // First, as everybody must: an acknowledgement that seems to be lost may have been taken.
                processed.Add(id);
                _processed = processed.Count;
                await delivered.AcknowledgeAsync(cancel);
                if (processed.Count >= Total)
                    break;
            }

            return processed;
        });
    }

    private async Task<string> DescribeGroupAsync(EventStoreDbClient client, CancellationToken cancel)
    {
        try
        {
            var info = await client.PersistentSubscriptions.GetInfoAsync(PersistentSubscriptionsClient.All, Group, cancel);
            return $"The group, {_processed} of {Total} processed: {info} {string.Join("; ", info.Connections)}";
        }
        catch (PersistenceException error)
        {
            return error.Message;
        }
    }

    /// <summary>A read that succeeds has everything that was acknowledged before it began, in order and without gap.</summary>
    private async Task ReadAgainAndAgainAsync(EventStoreDbClient client, CancellationToken written)
    {
        for (var round = 0; !written.IsCancellationRequested; round++)
        {
            try
            {
                var stream = StreamOf(round % Writers);
                var least = _progress.Of(stream);
                var revisions = await client.ReadStreamAsync(stream, StreamRead.Forwards, written).Select(one => one.Revision).ToListAsync(written);
                Check(stream, revisions, least);

                least = _progress.Of(stream);
                revisions = await client.ReadStreamAsync(stream, StreamRead.Backwards, written).Select(one => one.Revision).ToListAsync(written);
                revisions.Reverse();
                Check(stream + " backwards", revisions, least);

                least = _progress.Of(stream);
                var log = await client.ReadAllAsync(new AllRead { Filter = Everything }, written).ToListAsync(written);
                Check(stream + " in the log", [.. log.Where(one => one.Stream.Equals(stream, StringComparison.Ordinal)).Select(one => one.Revision)], least);
                if (log.Zip(log.Skip(1)).Any(pair => pair.First.Position >= pair.Second.Position))
                    _violations.Enqueue("The log was read in another order.");
                await Task.Delay(BetweenReads, TimeProvider.System, written);
            }
            catch (PersistenceException error) when (IsPassing(error))
            {
                // In the next round.
            }
            catch (PersistenceException error)
            {
                _violations.Enqueue($"A read failed: {error}");
                return;
            }
            catch (OperationCanceledException) when (written.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private void Check(string what, List<long> revisions, int least)
    {
        if (revisions.Count < least || !revisions.SequenceEqual(Enumerable.Range(0, revisions.Count).Select(number => (long)number)))
            _violations.Enqueue($"A read of {what} found {string.Join(' ', revisions)}, where {least} events had been acknowledged.");
    }
}
