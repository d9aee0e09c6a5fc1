using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using EventSourcing.EventStoreDb.Client.Channels;
using EventSourcing.EventStoreDb.Client.Cluster;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Client.Telemetry;
using EventSourcing.Persistence;
using Polly;
using Polly.Retry;

namespace EventSourcing.EventStoreDb.Client.Calls;

/// <summary>Makes a call again, on another node if need be, where that cannot do harm: because the call provably was not
/// carried out, or because carrying it out twice changes nothing.</summary>
internal sealed class Retries
{
    private const int MaxDoublings = 30;

    private static readonly ResiliencePropertyKey<Attempts> Key = new("attempts");

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
    /// <param name="operation">What watches it.</param>
    /// <param name="repeatable">Whether the call may be made again though it may have been carried out.</param>
    /// <param name="call">The call, on a node.</param>
    /// <param name="deadline">The limit of all attempts together.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<T> CallAsync<T>(Operation? operation, bool repeatable, Func<Node, ValueTask<T>> call, CallDeadline deadline)
    {
        var attempts = new Attempts(operation, repeatable);
        try
        {
            return await RunAsync(_calls, call, attempts, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error)
        {
            // While the next attempt waited its turn; what stopped the last one says more than that time is over.
            var timedOut = attempts.LastError ?? new StoreTimeoutException("No node of EventStoreDB was found in time. Check the hosts, or raise defaultDeadline (milliseconds) in the connection string.", innerException: error);
            var ended = deadline.Ended(timedOut, error);
            operation?.Fails(ended);
            throw ended;
        }
        catch (Exception error)
        {
            operation?.Fails(error);
            throw;
        }
    }

    /// <summary>Opens a read, or takes up again one whose connection was lost.</summary>
    public async Task<T> OpenAsync<T>(Operation? operation, bool isEstablished, Func<Node, Task<T>> open, CancellationToken cancel)
    {
        // That of a read is current only until its reader has the first event.
        if (operation?.Span is { } span)
            Activity.Current = span;
        try
        {
            var opened = await RunAsync(isEstablished ? _subscriptions : _calls, node => new ValueTask<T>(open(node)), new Attempts(operation, Repeatable: true), cancel).ConfigureAwait(false);
            if (isEstablished)
                operation?.Resumed();
            return opened;
        }
        catch (Exception error)
        {
            operation?.Fails(error);
            throw;
        }
    }

    /// <summary>Whether an error may be gone with the next attempt.</summary>
    public static bool IsTransient(Exception? error, bool repeatable) =>
        error is StoreUnavailableException or NotLeaderException || (repeatable && error is AppendOutcomeUnknownException or CallOutcomeUnknownException or StoreTimeoutException);

    /// <summary>Makes the first attempt itself, for what Polly needs to begin is more than an append does; of its failure Polly
    /// is told as if it had seen it.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<T> RunAsync<T>(ResiliencePipeline pipeline, Func<Node, ValueTask<T>> call, Attempts attempts, CancellationToken cancel)
    {
        try
        {
            return await AttemptAsync(call, attempts, cancel).ConfigureAwait(false);
        }
        catch (PersistenceException error) when (IsTransient(error, attempts.Repeatable))
        {
            attempts.Failed = ExceptionDispatchInfo.Capture(error);
        }

        return await RepeatAsync(pipeline, call, attempts, cancel).ConfigureAwait(false);
    }

    private async Task<T> RepeatAsync<T>(ResiliencePipeline pipeline, Func<Node, ValueTask<T>> call, Attempts attempts, CancellationToken cancel)
    {
        var context = ResilienceContextPool.Shared.Get(cancel);
        context.Properties.Set(Key, attempts);
        try
        {
            return await pipeline.ExecuteAsync(
                async context =>
                {
                    attempts.TakeFailed()?.Throw();
                    return await AttemptAsync(call, attempts, context.CancellationToken).ConfigureAwait(false);
                },
                context).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<T> AttemptAsync<T>(Func<Node, ValueTask<T>> call, Attempts attempts, CancellationToken cancel)
    {
        Node? node = null;
        try
        {
            node = await _nodes.CurrentAsync(cancel).ConfigureAwait(false);
            attempts.Operation?.GoesTo(node.Endpoint);
            return await call(node).ConfigureAwait(false);
        }
        catch (PersistenceException error)
        {
            attempts.LastError = error;
            if (node is not null)
                _nodes.Report(node, error);
            throw;
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
                ShouldHandle = static attempt => new(IsTransient(attempt.Outcome.Exception, Of(attempt.Context).Repeatable)),
                OnRetry = static attempt =>
                {
                    Of(attempt.Context).Operation?.Retries(attempt.AttemptNumber + 1, attempt.Outcome.Exception!);
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

    private static Attempts Of(ResilienceContext context) => context.Properties.GetValue(Key, null!);

    private sealed record Attempts(Operation? Operation, bool Repeatable)
    {
        public PersistenceException? LastError { get; set; }

        /// <summary>How the first attempt has failed.</summary>
        public ExceptionDispatchInfo? Failed { private get; set; }

        public ExceptionDispatchInfo? TakeFailed()
        {
            var failed = Failed;
            Failed = null;
            return failed;
        }
    }
}
