extern alias Emulator;

using System.Globalization;
using System.Text;
using Emulator::EventStoreDb.Emulator;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.EventStoreDb.Resilience;

/// <summary>Writers and a subscriber at work on a server that goes wrong by plan; afterwards everything is compared.</summary>
internal class FaultRun(ulong seed)
{
    private const int Writers = 2;
    private const int Each = 6;
    private const int MaxSaves = 200;
    private const string Prefix = "run-";

    // Nothing may hang: a call may take its deadline, and this is far more than all of them together.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly FaultKind[] Kinds =
    [
        FaultKind.Drop, FaultKind.Reset, FaultKind.GoAway, FaultKind.Refuse, FaultKind.Delay, FaultKind.Slow, FaultKind.NotReady,
        FaultKind.TimedOut, FaultKind.ConsumerTooSlow, FaultKind.End, FaultKind.Truncate, FaultKind.DeadlineExceeded,
    ];

    private readonly List<string> _violations = [];

    /// <returns>What must not happen and did, with the plan that led to it.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancel)
    {
        var plan = FaultPlan.FromSeed(seed, rate: 0.15, TimeSpan.FromMilliseconds(10), Kinds);
        await using var server = await EmulatorServer.StartAsync(new EmulatorOptions { Faults = plan }, cancel);
        await using var client = new EventStoreDbClient(EventStoreDbClientSettings.Parse(server.ConnectionString) with
        {
            DefaultDeadline = TimeSpan.FromSeconds(2),
            RetryDelay = TimeSpan.FromMilliseconds(1),
            MaxRetryDelay = TimeSpan.FromMilliseconds(10),
            MaxRetries = 10,
        });

        try
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var delivered = DeliveredAsync(client, enough.Token);
            await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(client, writer, cancel))).WaitAsync(Patience, TimeProvider.System, cancel);
            Compare("delivered to the subscriber", await delivered.WaitAsync(Patience, TimeProvider.System, cancel), server.Committed);
            await enough.CancelAsync();

            plan.End();
            await CompareStoredAsync(client, server, cancel);
        }
        catch (TimeoutException)
        {
            _violations.Add("A call did not end.");
        }

        return _violations.Count == 0 ? [] : [.. _violations, $"Seed {seed}", plan.ToString()];
    }

    /// <summary>Saves one event after the other, each until it is acknowledged, as an application does that saves the same
    /// aggregate again after an unknown outcome.</summary>
    protected virtual async Task SaveAsync(EventStoreDbClient client, string stream, long revision, NewEvent added, CancellationToken cancel)
    {
        for (var saves = 1; ; saves++)
        {
            try
            {
                await client.AppendAsync(stream, ExpectedRevision.Exactly(revision - 1), [added], cancel);
                return;
            }
            catch (Exception error) when (error is AppendOutcomeUnknownException or StoreUnavailableException or StoreTimeoutException && saves < MaxSaves)
            {
                // Save again.
            }
        }
    }

    /// <summary>What a subscriber gets, from the start.</summary>
    protected virtual IAsyncEnumerable<SubscriptionMessage> SubscribeAsync(EventStoreDbClient client, AllSubscription subscription, CancellationToken cancel) =>
        client.SubscribeAllAsync(subscription, cancel);

    private async Task WriteAsync(EventStoreDbClient client, int writer, CancellationToken cancel)
    {
        for (var number = 0; number < Each; number++)
        {
            try
            {
                await SaveAsync(client, $"{Prefix}{writer}", number, Numbered(number), cancel);
            }
            catch (PersistenceException error)
            {
                _violations.Add($"Event {number} of writer {writer} could not be saved: {error.Message}");
                return;
            }
        }
    }

    private async Task<List<Guid>> DeliveredAsync(EventStoreDbClient client, CancellationToken cancel)
    {
        var delivered = new List<Guid>();
        var subscription = new AllSubscription { Filter = new EventFilter { StreamPrefixes = [Prefix] } };
        while (true)
        {
            try
            {
                await foreach (var message in SubscribeAsync(client, subscription, cancel))
                {
                    if (!message.IsEvent)
                        continue;
                    delivered.Add(message.Event.Id);
                    if (delivered.Count >= Writers * Each)
                        return delivered;
                }
            }
            catch (PersistenceException) when (delivered.Count == 0)
            {
                // Not even begun: whoever subscribes learns that at once, and tries again.
            }
        }
    }

    private void Compare(string what, List<Guid> got, IReadOnlyList<CommittedEvent> committed)
    {
        var log = committed.Where(one => one.Stream.StartsWith(Prefix, StringComparison.Ordinal)).Select(one => one.Id).ToList();
        if (!got.SequenceEqual(log))
            _violations.Add($"{got.Count} events were {what}, {got.Distinct().Count()} of them different; {log.Count} are in the log, {log.Except(got).Count()} of which are missing; the order is {(got.Distinct().Order().SequenceEqual(log.Order()) ? "another" : "beside the point")}.");
    }

    private async Task CompareStoredAsync(EventStoreDbClient client, EmulatorServer server, CancellationToken cancel)
    {
        var read = await client.ReadAllAsync(new AllRead { Filter = new EventFilter { StreamPrefixes = [Prefix] } }, cancel).ToListAsync(cancel);
        Compare("read", read.ConvertAll(one => one.Id), server.Committed);
        foreach (var stream in read.GroupBy(one => one.Stream, StringComparer.Ordinal))
        {
            var numbers = stream.Select(one => Encoding.UTF8.GetString(one.Data.Span)).ToList();
            var expected = Enumerable.Range(0, Each).Select(number => number.ToString(CultureInfo.InvariantCulture));
            if (!numbers.SequenceEqual(expected))
                _violations.Add($"{stream.Key} holds {string.Join(' ', numbers)}.");
        }
    }

    protected static NewEvent Numbered(int number) =>
        new(Guid.NewGuid(), "Numbered", Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
}
