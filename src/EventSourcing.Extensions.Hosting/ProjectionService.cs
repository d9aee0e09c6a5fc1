using EventSourcing.Domain;
using EventSourcing.Projections;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace EventSourcing.Extensions.Hosting;

/// <summary>Runs all projections and process managers for as long as the host runs, and starts those again that an error
/// has stopped.</summary>
internal sealed class ProjectionService(
    ProjectionRunners runners, IOptions<RestartOptions> restart, ProjectionLogger logger, IHostApplicationLifetime host, TimeProvider time) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(runners.All.Select(runner => Task.Run(() => KeepRunningAsync(runner, stoppingToken), CancellationToken.None)));

    private async Task KeepRunningAsync(ProjectionRunner runner, CancellationToken stopping)
    {
        for (var failures = 0; !stopping.IsCancellationRequested;)
        {
            var before = runner.Status.Processed;
            try
            {
                var run = runner.RunAsync(stopping);
                await TellLagAsync(runner, stopping).ConfigureAwait(false);
                await run.ConfigureAwait(false);
                return;
            }
            catch (ProjectionException)
            {
                // The log was told of it by the runner.
                failures = runner.Status.Processed == before ? failures + 1 : 1;
            }

            if (failures > restart.Value.MaxRestarts)
            {
                GiveUp(runner, failures - 1);
                return;
            }

            var pause = restart.Value.Pause(failures);
            logger.Restarting(runner.Name, pause);
            await Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
