using EventStoreDb.Emulator.Clustering;
using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Services;

/// <summary>The scavenges of a node, one at a time. There is nothing to clean up; on disk it takes a moment all the same, and
/// is told in streams.</summary>
internal sealed class Scavenges(EmulatorOptions options, Database database, Member node) : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _nodeEnds = new();
    private Run? _running;

    /// <summary>Starts one unless one runs. In memory, the first one never ends and has no id.</summary>
    public (Guid Id, bool IsStarted) Start()
    {
        lock (_gate)
        {
            if (_running is { } running)
            {
                return (running.Id, false);
            }

            var started = new Run(options.OnDisk ? Guid.NewGuid() : Guid.Empty, CancellationTokenSource.CreateLinkedTokenSource(_nodeEnds.Token));
            _running = started;
            if (options.OnDisk)
            {
                _ = RunAsync(started);
            }

            return (started.Id, true);
        }
    }

    /// <summary>Stops the one that runs, if it is the one that is meant, and waits for its end.</summary>
    /// <returns>The id of the one that runs or ran; null when none did, or in memory.</returns>
    public async Task<(bool IsStopped, Guid? Running)> StopAsync(string id)
    {
        Run? running;
        Task cancelling;
        lock (_gate)
        {
            running = options.OnDisk ? _running : null;
            if (running is null || (id is not "current" && !(Guid.TryParse(id, out var meant) && meant == running.Id)))
            {
                return (false, running?.Id);
            }

            cancelling = running.Stop.CancelAsync();
        }

        await cancelling;
        await running.Ended.Task;
        return (true, running.Id);
    }

    public void Dispose()
    {
        _nodeEnds.Cancel();
        _nodeEnds.Dispose();
    }

    private async Task RunAsync(Run run)
    {
        var log = new ScavengeLog(database, run.Id, $"{Member.Host}:{node.Port}");
        log.Started();
        var begin = options.TimeProvider.GetTimestamp();
        var result = options.ScavengeError is null ? "Success" : "Failed";
        try
        {
            await Task.Delay(Moment, options.TimeProvider, run.Stop.Token);
            log.ChunkCompleted();
        }
        catch (OperationCanceledException)
        {
            result = "Stopped";
        }

        if (!_nodeEnds.IsCancellationRequested)
        {
            log.Completed(result, result == "Failed" ? options.ScavengeError : null, options.TimeProvider.GetElapsedTime(begin));
        }

        lock (_gate)
        {
            _running = null;
            run.Stop.Dispose();
        }

        run.Ended.SetResult();
    }

    private sealed record Run(Guid Id, CancellationTokenSource Stop)
    {
        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
