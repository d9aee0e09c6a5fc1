using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using EventSourcing.Persistence;

namespace EventSourcing.Projections;

/// <summary>Runs a projection: follows a store's log from the projection's checkpoint on, and takes each of its events into
/// the view. May be used from many threads.</summary>
/// <remarks>
/// <para>One runner at a time may run under a projection's name on one view store. Two are found out: the slower one stops
/// with a <see cref="Persistence.Checkpoints.CheckpointConflictException"/> inside its error, and no event is applied
/// twice.</para>
/// <para>A store that cannot be reached is tried again, with growing pauses, for as long as it takes; the state says so.
/// Every other error stops the projection.</para>
/// </remarks>
public sealed class ProjectionRunner : IAsyncDisposable
{
    private readonly SemaphoreSlim _control = new(1);
    private readonly IRecorder _recorder;
    private readonly IFollower _follower;
    private readonly ProjectionOptions _options;
    private readonly ProjectionProgress _progress;
    private CancellationTokenSource? _stop;
    private bool _disposed;

    internal ProjectionRunner(IRecorder recorder, IFollower follower, ProjectionOptions? options)
    {
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RetryDelay, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxRetryDelay, options.RetryDelay, nameof(options));
        _recorder = recorder;
        _follower = follower;
        _options = options;
        _progress = new(follower.Name, _options.Progress);
    }

    /// <summary>The projection's name.</summary>
    public string Name => _follower.Name;

    /// <summary>How it stands.</summary>
    public ProjectionStatus Status => _progress.Status;

    /// <summary>Ends with the current run: in success when it was stopped, else with a <see cref="ProjectionException"/>.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Makes a runner; nothing runs yet.</summary>
    /// <param name="log">What is followed, such as <c>application.FollowedLog</c>.</param>
    /// <param name="projection">The projection.</param>
    /// <param name="views">Where its view and its checkpoint live.</param>
    /// <param name="options">How it is run.</param>
    /// <exception cref="ArgumentException">The projection handles no events, or an option is out of range.</exception>
    public static ProjectionRunner Create<TTransaction>(
        FollowedLog log, Projection<TTransaction> projection, IViewStore<TTransaction> views, ProjectionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(projection);
        ArgumentNullException.ThrowIfNull(views);
        var follower = new Follower<TTransaction>(projection.Name, log, projection.Handlers, projection.StreamPrefixes, views)
        {
            Preparation = projection.Preparation,
            Clearing = projection.Clearing,
        };
        return new ProjectionRunner(log.Recorder, follower, options);
    }

    /// <summary>Runs the projection until it is cancelled or stopped, or an error stops it.</summary>
    /// <exception cref="ProjectionException">An error has stopped it.</exception>
    /// <exception cref="InvalidOperationException">It runs already.</exception>
    public async Task RunAsync(CancellationToken cancel = default)
    {
        try
        {
            await StartAsync(cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return;
        }

        var run = Completion;
        await run.WaitAsync(cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!run.IsCompleted)
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
        await run.ConfigureAwait(false);
    }

    /// <summary>Prepares the view and starts to run.</summary>
    /// <exception cref="ProjectionException">The view store cannot be prepared, or its checkpoint not be read.</exception>
    /// <exception cref="InvalidOperationException">It runs already.</exception>
    public Task StartAsync(CancellationToken cancel = default) => ControlledAsync(token => StartedAsync(clear: false, token), cancel);

    /// <summary>Stops, and waits until nothing runs any more. What was being handled is rolled back, and comes again when it
    /// is started again.</summary>
    /// <param name="cancel">Stops waiting.</param>
    public Task StopAsync(CancellationToken cancel = default) => ControlledAsync(StoppedAsync, cancel);

    /// <summary>Stops the projection if it runs, empties its view, forgets its checkpoint, and starts it. Until it has caught
    /// up, readers find the view as far as it has come.</summary>
    /// <exception cref="InvalidOperationException">The projection does not say how its view is emptied.</exception>
    /// <exception cref="ProjectionException">The view store cannot be prepared or emptied.</exception>
    public Task RebuildAsync(CancellationToken cancel = default)
    {
        if (!_follower.CanClear)
            throw new InvalidOperationException($"'{Name}' cannot be rebuilt, because it does not say how its view is emptied: call OnClear in its constructor.");
        return ControlledAsync(
            async token =>
            {
                await StoppedAsync(token).ConfigureAwait(false);
                await StartedAsync(clear: true, token).ConfigureAwait(false);
            },
            cancel);
    }

    /// <summary>Finds out what is still to be processed, by asking the store for what comes after the checkpoint.</summary>
    /// <param name="atMost">How many events to count, from 1.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<ProjectionLag> GetLagAsync(int atMost = 1000, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atMost, 1);
        var processed = _progress.Status.Processed ?? await _follower.GetCheckpointAsync(cancel).ConfigureAwait(false);
        var (behind, oldest) = (0, default(DateTimeOffset?));
        await foreach (var recorded in UnprocessedAsync(processed, cancel).ConfigureAwait(false))
        {
            oldest ??= recorded.Created;
            if (++behind == atMost)
                break;
        }

        return new ProjectionLag(processed, behind, oldest);
    }

    /// <summary>Waits until the view holds everything up to a position, such as that of an event just saved, so that its
    /// writer can read it. Returns at once where there is nothing for the projection up to there that it has not
    /// processed.</summary>
    /// <param name="position">The position.</param>
    /// <param name="cancel">Gives up waiting. Nothing else does while the projection runs.</param>
    /// <exception cref="ProjectionException">An error has stopped the projection.</exception>
    /// <exception cref="InvalidOperationException">The projection does not run.</exception>
    public async Task WaitForAsync(Position position, CancellationToken cancel = default)
    {
        Position? awaited = null;
        while (true)
        {
            var (status, changed) = _progress.Observe();
            if (status.Processed >= position)
                return;
            if (status is { State: ProjectionState.Failed, Error: { } failure })
                ExceptionDispatchInfo.Throw(failure);
            if (status.State is ProjectionState.Stopped)
                throw new InvalidOperationException($"'{Name}' does not run, so there is nothing to wait for: start it.");

            // An event that is for the projection comes past. What is not, it never hears of: so the store is asked for
            // the next one that is, once now, and then whenever the projection has come to the end.
            if (awaited is null || (status.Processed >= awaited && status.State == ProjectionState.Live))
            {
                awaited = await NextAsync(status.Processed, cancel).ConfigureAwait(false);
                if (awaited is null || awaited > position)
                    return;
            }
            else
            {
                await changed.WaitAsync(cancel).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Stops the projection.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        _disposed = true;
        _stop?.Dispose();
        _control.Dispose();
    }

    private async Task ControlledAsync(Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _control.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            await work(cancel).ConfigureAwait(false);
        }
        finally
        {
            _control.Release();
        }
    }

    private async Task StartedAsync(bool clear, CancellationToken cancel)
    {
        if (!Completion.IsCompleted)
            throw new InvalidOperationException($"'{Name}' runs already.");
        var run = new ProjectionRun(_recorder, _follower, _options, _progress);
        await run.PrepareAsync(clear, cancel).ConfigureAwait(false);
        _stop?.Dispose();
        _stop = new CancellationTokenSource();
        var stop = _stop.Token;
        Completion = Task.Run(() => run.RunAsync(stop), CancellationToken.None);
    }

    private async Task StoppedAsync(CancellationToken cancel)
    {
        if (_stop is null)
            return;
        await _stop.CancelAsync().ConfigureAwait(false);
        await Completion.WaitAsync(cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();
    }

    private async Task<Position?> NextAsync(Position? after, CancellationToken cancel)
    {
        await foreach (var recorded in UnprocessedAsync(after, cancel).ConfigureAwait(false))
            return recorded.Position;
        return null;
    }

    /// <summary>The projection's events after a position, up to the end of the log. A subscription, because only that may
    /// begin at the position of a checkpoint; and it reads no more of the log than the projection has still to.</summary>
    private async IAsyncEnumerable<RecordedEvent> UnprocessedAsync(Position? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var subscription = new AllSubscription { After = after, Filter = _follower.Filter };
        await foreach (var message in _recorder.SubscribeAllAsync(subscription, cancel).ConfigureAwait(false))
        {
            if (message.IsEvent)
                yield return message.Event;
            else if (message.Kind == SubscriptionMessageKind.CaughtUp)
                yield break;
        }
    }
}
