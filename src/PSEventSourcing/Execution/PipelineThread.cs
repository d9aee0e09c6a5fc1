using System.Threading.Channels;

namespace PSEventSourcing.Execution;

/// <summary>Bridges PowerShell's synchronous pipeline thread to asynchronous calls. The only place in the module that
/// blocks on a task.</summary>
/// <remarks>A stop is obeyed at once: a call that is slow to notice that it was cancelled gets a moment to let go of what it
/// holds, and is then left behind.</remarks>
internal static class PipelineThread
{
    /// <summary>How many items a read may be ahead of the pipeline.</summary>
    private const int ReadAhead = 64;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    /// <summary>Well below the tenth of a second in which a stop must have had its effect.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(40);

    /// <summary>Runs a call on the thread pool, and waits for its result.</summary>
    /// <exception cref="OperationCanceledException">The pipeline was stopped.</exception>
    public static T Await<T>(Func<CancellationToken, Task<T>> call, Action? tick, CancellationToken stop)
    {
        var running = Task.Run(() => call(stop), stop);
        try
        {
            return WaitFor(running, tick, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            LetGo(running);
            throw;
        }
    }

    /// <summary>Runs a read on the thread pool, and hands its items to the calling thread one by one. Whatever ends the
    /// loop ends the read: its last item, an error, a stop, or a command further down the pipeline that has had enough.</summary>
    /// <param name="read">Begins the read.</param>
    /// <param name="body">Takes an item.</param>
    /// <param name="tick">Called now and then, also while no item comes.</param>
    /// <param name="stop">Whether the pipeline was stopped.</param>
    public static void ForEach<T>(Func<CancellationToken, IAsyncEnumerable<T>> read, Action<T> body, Action? tick, CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var channel = Channel.CreateBounded<T>(new BoundedChannelOptions(ReadAhead) { SingleReader = true, SingleWriter = true });
        var pump = Task.Run(() => PumpAsync(read, channel.Writer, ending.Token), CancellationToken.None);
        var completed = false;
        try
        {
            var lastTick = TimeProvider.System.GetTimestamp();
            while (WaitFor(channel.Reader.WaitToReadAsync(stop).AsTask(), tick, stop))
            {
                while (channel.Reader.TryRead(out var item))
                {
                    stop.ThrowIfCancellationRequested();
                    body(item);
                }

                if (tick is not null && TimeProvider.System.GetElapsedTime(lastTick) >= Tick)
                {
                    tick();
                    lastTick = TimeProvider.System.GetTimestamp();
                }
            }

            completed = true;
        }
        finally
        {
            if (!completed)
                Abandon(pump, ending, stop);
        }

        WaitFor(pump, null, stop);
    }

    /// <summary>Runs a call that has to be made even if the pipeline was stopped, and waits for its end; then not for long.</summary>
    /// <returns>Whether it ended; not if it was left behind.</returns>
    public static bool Finish(Func<Task> call, CancellationToken stop)
    {
        var running = Task.Run(call, CancellationToken.None);
        try
        {
            Task.WaitAny([running], stop);
        }
        catch (OperationCanceledException)
        {
            LetGo(running);
        }

        if (running.IsCompleted)
            running.GetAwaiter().GetResult();
        return running.IsCompleted;
    }

    private static async Task<bool> PumpAsync<T>(Func<CancellationToken, IAsyncEnumerable<T>> read, ChannelWriter<T> writer, CancellationToken cancel)
    {
        try
        {
            await foreach (var item in read(cancel).WithCancellation(cancel).ConfigureAwait(false))
                await writer.WriteAsync(item, cancel).ConfigureAwait(false);
            return true;
        }
        finally
        {
            writer.Complete();
        }
    }

    /// <summary>Cancels the read, and waits until it is let go of, not for long if the pipeline was stopped. How it ends is
    /// of no interest any more.</summary>
    private static void Abandon(Task pump, CancellationTokenSource ending, CancellationToken stop)
    {
        ending.Cancel();
        if (stop.IsCancellationRequested)
            LetGo(pump);
        else
            Task.WaitAny([pump], stop);
    }

    private static void LetGo(Task running) => Task.WaitAny([running], Grace);

    private static T WaitFor<T>(Task<T> task, Action? tick, CancellationToken stop)
    {
        // WaitAny does not throw when the task fails; GetResult then throws the error itself, not an AggregateException.
        while (Task.WaitAny([task], tick is null ? Timeout.Infinite : (int)Tick.TotalMilliseconds, stop) < 0)
            tick!();
        return task.GetAwaiter().GetResult();
    }
}
