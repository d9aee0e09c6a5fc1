using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Projections;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace EventSourcing.Extensions.Hosting;

/// <summary>Runs all projections and process managers for as long as the host runs, and starts those again that an error
/// has stopped.</summary>
internal sealed class ProjectionService(
    ProjectionRunners runners, IOptions<RestartOptions> restart, ProjectionLogger logger, IHostApplicationLifetime host, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    /// <summary>When the host has started, all run.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(runners.All.Select(runner => TryStartAsync(runner, cancellationToken))).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(runners.All.Select(runner => KeepRunningAsync(runner, stoppingToken)));

    private async Task KeepRunningAsync(ProjectionRunner runner, CancellationToken stopping)
    {
        var (failures, failedAt) = (0, default(Position?));
        await TellLagAsync(runner, stopping).ConfigureAwait(false);
        while (!stopping.IsCancellationRequested)
        {
            var status = runner.Status;
            if (status.State == ProjectionState.Failed)
            {
                (failures, failedAt) = (failures > 0 && status.Processed == failedAt ? failures + 1 : 1, status.Processed);
                if (failures > restart.Value.MaxRestarts)
                {
                    GiveUp(runner, failures - 1);
                    return;
                }

                await RestartAsync(runner, restart.Value.Pause(failures), stopping).ConfigureAwait(false);
            }
            else if (!runner.Completion.IsCompleted)
            {
                await runner.Completion.WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            else
            {
                // The program has stopped it, and may start it again, as a rebuild does.
                await Task.Delay(Glance, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await runner.StopAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private async Task RestartAsync(ProjectionRunner runner, TimeSpan pause, CancellationToken stopping)
    {
        logger.Restarting(runner.Name, pause);
        await Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (runner.Status.State == ProjectionState.Failed && !stopping.IsCancellationRequested)
            await TryStartAsync(runner, stopping).ConfigureAwait(false);
    }

    private static async Task TryStartAsync(ProjectionRunner runner, CancellationToken cancel)
    {
        try
        {
            await runner.StartAsync(cancel).ConfigureAwait(false);
        }
        catch (ProjectionException)
        {
            // The runner has told the log of it, and is started again later.
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task TellLagAsync(ProjectionRunner runner, CancellationToken stopping)
    {
        try
        {
            var lag = await runner.GetLagAsync(cancel: stopping).ConfigureAwait(false);
            if (!lag.IsCaughtUp)
                logger.Behind(runner.Name, lag.Behind, lag.Oldest);
        }
        catch (Exception error) when (error is EventSourcingException or OperationCanceledException)
        {
            // Whatever keeps the lag from being found out keeps the runner from running too, which tells of it.
        }
    }

    private void GiveUp(ProjectionRunner runner, int restarts)
    {
        logger.GivenUp(runner.Name, restarts);
        if (restart.Value.StopHost)
            host.StopApplication();
    }
}
