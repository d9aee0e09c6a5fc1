using System.Diagnostics;
using EventSourcing.EventStoreDb.Client.Channels;
using EventSourcing.EventStoreDb.Client.Cluster;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.Persistence;
using Polly;
using Polly.Retry;

namespace EventSourcing.EventStoreDb.Client.Calls;

/// <summary>Makes a call again, on another node if need be, where that cannot do harm: because the call provably was not
/// carried out, or because carrying it out twice changes nothing.</summary>
internal sealed class Retries
{
    private const int MaxDoublings = 30;

    private static readonly ResiliencePropertyKey<bool> Repeatable = new("repeatable");

    private readonly Nodes _nodes;
    private readonly ResiliencePipeline _calls;
    private readonly ResiliencePipeline _subscriptions;

    public Retries(Nodes nodes, EventStoreDbClientSettings settings, TimeProvider time)
    {
        _nodes = nodes;
        // In a cluster an election may take seconds; the call's own deadline is the limit then.
        _calls = Pipeline(settings.MaxRetries ?? (nodes.IsCluster ? int.MaxValue : 3), settings, time);
        _subscriptions = Pipeline(int.MaxValue, settings, time);
    }

    /// <summary>Makes a call until it succeeds, fails for good, or its deadline is over.</summary>
    /// <param name="repeatable">Whether the call may be made again though it may have been carried out.</param>
    /// <param name="call">The call, on a node.</param>
    /// <param name="deadline">The limit of all attempts together.</param>
    public async Task<T> CallAsync<T>(bool repeatable, Func<Node, Task<T>> call, CallDeadline deadline)
    {
        var attempts = new Attempts();
        try
        {
            return await RunAsync(_calls, repeatable, call, attempts, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error)
        {
            // While the next attempt waited its turn; what stopped the last one says more than that time is over.
            deadline.ThrowIfEnded(attempts.LastError ?? new StoreTimeoutException("No node of EventStoreDB was found in time. Check the hosts, or raise defaultDeadline (milliseconds) in the connection string.", innerException: error));
            throw;
        }
    }

    /// <summary>Opens a read, or takes up again one whose connection was lost.</summary>
    public Task<T> OpenAsync<T>(bool isEstablished, Func<Node, Task<T>> open, CancellationToken cancel) =>
        RunAsync(isEstablished ? _subscriptions : _calls, repeatable: true, open, new Attempts(), cancel);

    /// <summary>Whether an error may be gone with the next attempt.</summary>
    public static bool IsTransient(Exception? error, bool repeatable) =>
        error is StoreUnavailableException or NotLeaderException || (repeatable && error is AppendOutcomeUnknownException or CallOutcomeUnknownException or StoreTimeoutException);

    private async Task<T> RunAsync<T>(ResiliencePipeline pipeline, bool repeatable, Func<Node, Task<T>> call, Attempts attempts, CancellationToken cancel)
    {
        var context = ResilienceContextPool.Shared.Get(cancel);
        context.Properties.Set(Repeatable, repeatable);
        try
        {
            return await pipeline.ExecuteAsync(
                async context =>
                {
                    Node? node = null;
                    try
                    {
                        node = await _nodes.CurrentAsync(context.CancellationToken).ConfigureAwait(false);
                        return await call(node).ConfigureAwait(false);
                    }
                    catch (PersistenceException error)
                    {
                        attempts.LastError = error;
                        if (node is not null)
                            _nodes.Report(node, error);
                        throw;
                    }
                },
                context).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static ResiliencePipeline Pipeline(int attempts, EventStoreDbClientSettings settings, TimeProvider time)
    {
        if (attempts == 0)
            return ResiliencePipeline.Empty;
        return new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = attempts,
                DelayGenerator = attempt => new(Backoff(attempt.AttemptNumber, settings)),
                ShouldHandle = static attempt => new(IsTransient(attempt.Outcome.Exception, attempt.Context.Properties.GetValue(Repeatable, false))),
                OnRetry = static attempt =>
                {
                    Activity.Current?.AddEvent(new ActivityEvent("retry", tags: new ActivityTagsCollection
                    {
                        ["attempt"] = attempt.AttemptNumber + 1,
                        ["exception.type"] = attempt.Outcome.Exception!.GetType().FullName,
                    }));
                    return default;
                },
            })
            .Build();
    }

    /// <summary>Doubles from one attempt to the next, up to the longest, and is then spread over its upper half: Polly's own
    /// jitter ends where the longest pause is reached, and clients that lost the same server would come back in step.</summary>
    private static TimeSpan? Backoff(int attempt, EventStoreDbClientSettings settings)
    {
        var doubled = settings.RetryDelay.TotalMilliseconds * Math.Pow(2, Math.Min(attempt, MaxDoublings));
        return TimeSpan.FromMilliseconds(Math.Min(doubled, settings.MaxRetryDelay.TotalMilliseconds) * (0.5 + (Random.Shared.NextDouble() / 2)));
    }

    private sealed class Attempts
    {
        public PersistenceException? LastError { get; set; }
    }
}
