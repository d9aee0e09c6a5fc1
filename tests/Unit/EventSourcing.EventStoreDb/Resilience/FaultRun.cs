extern alias Emulator;

using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Emulator::EventStoreDb.Emulator;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.EventStoreDb.Resilience;

/// <summary>Writers, readers and subscribers at work on a server that goes wrong by plan; afterwards everything is compared.</summary>
internal partial class FaultRun(ulong seed)
{
    protected const int Writers = 5;
    private const string Prefix = "run-";

    // Silence costs seconds of real time, the deadline's or the keep-alive's: a share of the seeds has it.
    private const int SlowShare = 4;
    private static readonly FaultKind[] Slow = [FaultKind.HalfOpen, FaultKind.Stall];

    // Nothing may hang: this is far more than all deadlines together, also where a machine is busy with other things.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<string> _violations = [];
    private readonly Dictionary<string, Task> _begun = new(StringComparer.Ordinal);
    private readonly Progress _progress = new();

    /// <summary>How many events each writer appends.</summary>
    protected virtual int Each => 4;

    protected ulong Seed => seed;

    /// <summary>How likely each write or answer is struck.</summary>
    protected virtual double Rate => 0.1;

    private int Total => Writers * Each;

    /// <returns>What must not happen and did, with the plan that led to it.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancel)
    {
        var plan = FaultPlan.FromSeed(seed, Rate, TimeSpan.FromMilliseconds(10), [.. Enum.GetValues<FaultKind>().Where(kind => seed % SlowShare == 0 || !Slow.Contains(kind))]);
        await using var target = await StartAsync(plan, cancel);
        var settings = EventStoreDbClientSettings.Parse(target.ConnectionString) with
        {
            DefaultDeadline = TimeSpan.FromSeconds(1),
            KeepAliveInterval = TimeSpan.FromSeconds(1),
            KeepAliveTimeout = TimeSpan.FromSeconds(1),
            RetryDelay = TimeSpan.FromMilliseconds(1),
            MaxRetryDelay = TimeSpan.FromMilliseconds(10),
            MaxRetries = 10,
            DiscoveryInterval = TimeSpan.FromMilliseconds(5),
            GossipTimeout = TimeSpan.FromMilliseconds(500),
        };
        await using var client = new EventStoreDbClient(settings);
        await using var subscriber = new EventStoreDbClient(settings with { NodePreference = (NodePreference)(seed / SlowShare % 4) });

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            await WorkAsync(target, client, subscriber, enough.Token).WaitAsync(Patience, TimeProvider.System, cancel);
            plan.End();
            await Begun("reading in the end", CompareStoredAsync(client, target, enough.Token)).WaitAsync(Patience, TimeProvider.System, cancel);
        }
        catch (TimeoutException)
        {
            foreach (var (what, _) in _begun.Where(begun => !begun.Value.IsCompleted))
                _violations.Enqueue($"Did not end: {what}.");
            plan.End();
            _violations.Enqueue(await DescribeGroupAsync(client, cancel));
        }

        await enough.CancelAsync();
        return _violations.IsEmpty ? [] : [.. _violations, $"Seed {seed}", plan.ToString()];
    }

    protected virtual Task<FaultTarget> StartAsync(FaultPlan plan, CancellationToken cancel) => FaultTarget.StartNodeAsync(plan, cancel);

    private async Task WorkAsync(FaultTarget target, EventStoreDbClient client, EventStoreDbClient subscriber, CancellationToken cancel)
    {
        using var written = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var all = new AllSubscription { Filter = Everything };
        var delivered = Begun("subscription", DeliveredAsync(() => SubscribeAsync(subscriber, all, cancel), Total));
        var deliveredOfOne = Begun("subscription to one stream", DeliveredAsync(() => subscriber.SubscribeStreamAsync(StreamOf(0), StreamSubscription.FromStart, cancel), Each));
        var processed = Begun("persistent subscription", ProcessedByGroupAsync(client, cancel));
        var reading = Begun("reading", ReadAgainAndAgainAsync(client, written.Token));
        var befalling = Begun("what befalls the server", target.BefallAsync(_progress.ReachAsync, cancel));

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Begun($"writer {Text(writer)}", WriteAsync(client, writer, cancel))));
        await written.CancelAsync();
        await befalling;
        await reading;
        var log = Log(target);
        Compare("delivered to the subscriber", await delivered, log);
        Compare("delivered to the subscriber of one stream", await deliveredOfOne, Log(target, StreamOf(0)));
        Compare("processed by the group", [.. (await processed).Order()], [.. log.Order()]);
    }

    private async Task CompareStoredAsync(EventStoreDbClient client, FaultTarget target, CancellationToken cancel)
    {
        var read = await UntilDoneAsync(() => client.ReadAllAsync(new AllRead { Filter = Everything }, cancel).ToListAsync(cancel).AsTask());
        Compare("read", read.ConvertAll(one => one.Id), Log(target));
        foreach (var stream in read.GroupBy(one => one.Stream, StringComparer.Ordinal))
        {
            var numbers = stream.Select(one => Encoding.UTF8.GetString(one.Data.Span)).ToList();
            if (!numbers.SequenceEqual(Enumerable.Range(0, Each).Select(Text)))
                _violations.Enqueue($"{stream.Key} holds {string.Join(' ', numbers)}.");
        }
    }

    private T Begun<T>(string what, T work)
        where T : Task
    {
        _begun[what] = work;
        return work;
    }

    private void Compare(string what, List<Guid> got, List<Guid> log)
    {
        if (!got.SequenceEqual(log))
            _violations.Enqueue($"{got.Count} events were {what}, {got.Distinct().Count()} of them different; {log.Count} are in the log, {log.Except(got).Count()} of which are missing; the order is {(got.Distinct().Order().SequenceEqual(log.Order()) ? "another" : "beside the point")}.");
    }

    private static EventFilter Everything => new() { StreamPrefixes = [Prefix] };

    private static List<Guid> Log(FaultTarget target, string prefix = Prefix) =>
        [.. target.Committed.Where(one => one.Stream.StartsWith(prefix, StringComparison.Ordinal)).Select(one => one.Id)];

    private static string StreamOf(int writer) => Prefix + Text(writer);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a call may end so while things go wrong: who made it makes it again. A new leader drops the readers of
    /// persistent subscriptions.</summary>
    private static bool IsPassing(Exception error) => error
        is AppendOutcomeUnknownException or CallOutcomeUnknownException or StoreUnavailableException or StoreTimeoutException
        or NotLeaderException or PersistentSubscriptionDroppedException;

    private static async Task<T> UntilDoneAsync<T>(Func<Task<T>> call)
    {
        while (true)
        {
            try
            {
                return await call();
            }
            catch (PersistenceException error) when (IsPassing(error))
            {
                // Once more.
            }
        }
    }
}
