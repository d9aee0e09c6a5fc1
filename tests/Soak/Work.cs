using System.Collections.Concurrent;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Client.PersistentSubscriptions;
using EventSourcing.Persistence;

namespace Soak;

/// <summary>All that can be done with a client, at the same time and again and again. What fails is counted.</summary>
internal sealed class Work(EventStoreDbClientSettings settings)
{
    private const int Few = 10;
    private const int EventsPerStream = 50;

    // Enough to leak, and little enough to run beside other things.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestSubscription = TimeSpan.FromMilliseconds(300);

    private readonly string _run = $"soak-{Guid.NewGuid():N}-";
    private readonly ConcurrentDictionary<string, int> _done = new(StringComparer.Ordinal);

    /// <summary>Whether each kind of work has succeeded often enough to say something.</summary>
    public bool HasDoneEverything => Kinds.All(kind => _done.GetValueOrDefault(kind.Name) >= Few);

    private (string Name, int AtOnce, Func<EventStoreDbClient, CancellationToken, Task> Do)[] Kinds =>
    [
        ("append", 4, AppendAsync),
        ("read", 2, ReadAsync),
        ("subscribe", 2, SubscribeAsync),
        ("group", 1, ReadGroupAsync),
        ("reconnect", 1, (_, cancel) => ReconnectAsync(cancel)),
    ];

    public async Task RunAsync(CancellationToken enough)
    {
        await using var client = new EventStoreDbClient(settings);
        await Task.WhenAll(Kinds.SelectMany(kind => Enumerable.Range(0, kind.AtOnce).Select(_ => RepeatAsync(kind.Name, () => kind.Do(client, enough), enough))));
    }

    public override string ToString() => string.Join(", ", _done.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} {one.Value}"));

    private async Task RepeatAsync(string name, Func<Task> work, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            try
            {
                await work();
                Count(name);
                await Task.Delay(Breath, TimeProvider.System, enough);
            }
            catch (PersistenceException)
            {
                Count("failed");
            }
            catch (OperationCanceledException) when (enough.IsCancellationRequested)
            {
                // Enough.
            }
        }
    }

    private void Count(string name) => _done.AddOrUpdate(name, 1, (_, count) => count + 1);

    private async Task AppendAsync(EventStoreDbClient client, CancellationToken cancel)
    {
        var stream = _run + Guid.NewGuid();
        for (var revision = 0; revision < EventsPerStream; revision++)
        {
            var expected = revision == 0 ? ExpectedRevision.NoStream : ExpectedRevision.Exactly(revision - 1);
            await client.AppendAsync(stream, expected, [new NewEvent(Guid.NewGuid(), "Soaked", "{}"u8.ToArray())], cancel);
            await Task.Delay(Breath, TimeProvider.System, cancel);
        }
    }

    /// <summary>Reads a little of a lot, and leaves the rest.</summary>
    private async Task ReadAsync(EventStoreDbClient client, CancellationToken cancel)
    {
        string? stream = null;
        await foreach (var read in client.ReadAllAsync(AllRead.Backwards with { MaxCount = 1000 }, cancel).Take(Few).WithCancellation(cancel))
            stream = read.Stream;
        if (stream is not null)
            await client.ReadStreamAsync(stream, StreamRead.Forwards, cancel).CountAsync(cancel);
    }

    /// <summary>Some leave when they have enough, others are cancelled while they wait.</summary>
    private async Task SubscribeAsync(EventStoreDbClient client, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(LongestSubscription, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            await client.SubscribeAllAsync(new AllSubscription { LiveOnly = true }, either.Token).Where(message => message.IsEvent).Take(Few).CountAsync(either.Token);
            await client.SubscribeStreamAsync(_run + "nothing", StreamSubscription.FromStart, either.Token).CountAsync(either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // That long, and no longer.
        }
    }

    private async Task ReadGroupAsync(EventStoreDbClient client, CancellationToken cancel)
    {
        var groups = client.PersistentSubscriptions;
        try
        {
            await groups.CreateAsync(PersistentSubscriptionsClient.All, _run, filter: PersistentSubscriptionFilter.StreamPrefixes(_run), cancel: cancel);
        }
        catch (PersistentSubscriptionExistsException)
        {
            // From the last time.
        }

        await foreach (var delivered in groups.ReadAsync(PersistentSubscriptionsClient.All, _run, cancel: cancel).Take(Few).WithCancellation(cancel))
            await delivered.AcknowledgeAsync(cancel);
    }

    private async Task ReconnectAsync(CancellationToken cancel)
    {
        await using var client = new EventStoreDbClient(settings with { NodePreference = NodePreference.Random });
        await client.GetServerVersionAsync(cancel);
        await ReadAsync(client, cancel);
    }
}
