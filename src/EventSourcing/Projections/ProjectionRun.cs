using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using EventSourcing.Persistence;

namespace EventSourcing.Projections;

/// <summary>One run of a projection, from its start to its end: a subscription after the checkpoint, and all that it
/// delivers taken into the view.</summary>
internal sealed class ProjectionRun(IRecorder recorder, IFollower follower, ProjectionOptions options, ProjectionProgress progress)
{
    private readonly CheckpointedFollower _follower = new(follower);
    private readonly ServerCheckpoints _checkpoints = new(options.TimeProvider, options.CheckpointInterval);
    private readonly List<RecordedEvent> _batch = [];
    private int _losses;

    /// <summary>Prepares the view, empties it if it is to be rebuilt, and finds out where to go on.</summary>
    public async Task PrepareAsync(bool clear, CancellationToken cancel)
    {
        progress.Enter(ProjectionState.CatchingUp);
        try
        {
            await follower.PrepareAsync(cancel).ConfigureAwait(false);
            if (clear)
                await follower.ClearAsync(cancel).ConfigureAwait(false);
            await _follower.LoadAsync(cancel).ConfigureAwait(false);
            progress.MoveTo(_follower.Stored);
        }
        catch (Exception error)
        {
            throw Ended(error, cancel);
        }
    }

    /// <summary>Runs until cancelled; raises what stops it.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                await FollowAsync(cancel).ConfigureAwait(false);
            }
            catch (Exception error) when (error is StoreUnavailableException or StoreTimeoutException)
            {
                // What views raise comes as a ProjectionException; this is the store that is followed.
                progress.Enter(ProjectionState.Retrying, error);
                await Task.Delay(Pause(), options.TimeProvider, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception error)
            {
                var end = Ended(error, cancel);
                if (end is OperationCanceledException)
                    return;
                throw end;
            }
        }
    }

    private async Task FollowAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var messages = Channel.CreateBounded<SubscriptionMessage>(new BoundedChannelOptions(options.BatchSize) { SingleReader = true, SingleWriter = true });
        var subscribing = SubscribeAsync(messages.Writer, ending.Token);
        _batch.Clear();
        _checkpoints.Reset();
        try
        {
            while (await messages.Reader.WaitToReadAsync(cancel).ConfigureAwait(false))
            {
                while (messages.Reader.TryRead(out var message))
                    await TakeAsync(message, cancel).ConfigureAwait(false);
                await FlushAsync(cancel).ConfigureAwait(false);
            }
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await subscribing.ConfigureAwait(false);
        }
    }

    /// <summary>Reads ahead while the view is changed.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Passed on to who reads the channel.")]
    private async Task SubscribeAsync(ChannelWriter<SubscriptionMessage> messages, CancellationToken cancel)
    {
        try
        {
            var subscription = new AllSubscription { After = _follower.Stored, Filter = follower.Filter };
            await foreach (var message in recorder.SubscribeAllAsync(subscription, cancel).ConfigureAwait(false))
                await messages.WriteAsync(message, cancel).ConfigureAwait(false);
            messages.Complete(new StoreUnavailableException($"The store has ended the subscription of '{follower.Name}'."));
        }
        catch (Exception error)
        {
            messages.Complete(error);
        }
    }

    private async Task TakeAsync(SubscriptionMessage message, CancellationToken cancel)
    {
        if (progress.Status.State == ProjectionState.Retrying)
            progress.Enter(ProjectionState.CatchingUp);
        _losses = 0;

        if (message.IsEvent)
        {
            _batch.Add(message.Event);
            if (_batch.Count == options.BatchSize)
                await FlushAsync(cancel).ConfigureAwait(false);
            return;
        }

        await FlushAsync(cancel).ConfigureAwait(false);
        if (message.Kind == SubscriptionMessageKind.CaughtUp)
            progress.Enter(ProjectionState.Live);
        else if (message.Kind == SubscriptionMessageKind.FellBehind)
            progress.Enter(ProjectionState.CatchingUp);
        else if (message.Position is { } position && _checkpoints.Take(position) is { } reliable && !(reliable <= progress.Status.Processed))
            await PassAsync(reliable, cancel).ConfigureAwait(false);
    }

    private async Task FlushAsync(CancellationToken cancel)
    {
        if (_batch.Count == 0)
            return;
        try
        {
            await _follower.ApplyAsync(_batch, cancel).ConfigureAwait(false);
        }
        finally
        {
            // When the batch failed, a part of it may be applied.
            if (_follower.Stored is { } stored && !(stored <= progress.Status.Processed))
                progress.MoveTo(stored);
            _batch.Clear();
        }
    }

    private async Task PassAsync(Position lookedThrough, CancellationToken cancel)
    {
        if (_checkpoints.IsDue())
            await _follower.MoveAsync(lookedThrough, cancel).ConfigureAwait(false);
        progress.MoveTo(lookedThrough);
    }

    private TimeSpan Pause()
    {
        var longest = Math.Min(options.RetryDelay.TotalSeconds * Math.Pow(2, Math.Min(_losses++, 30)), options.MaxRetryDelay.TotalSeconds);
        return TimeSpan.FromSeconds(longest * (0.5 + Random.Shared.NextDouble() / 2));
    }

    private Exception Ended(Exception error, CancellationToken cancel)
    {
        if (error is OperationCanceledException && cancel.IsCancellationRequested)
        {
            progress.Enter(ProjectionState.Stopped);
            return error;
        }

        var failure = error as ProjectionException ?? new ProjectionException(follower.Name, null, error);
        progress.Enter(ProjectionState.Failed, failure);
        return failure;
    }
}
