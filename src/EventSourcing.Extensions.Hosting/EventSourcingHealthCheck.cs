using System.Globalization;
using EventSourcing.Persistence;
using EventSourcing.Projections;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace EventSourcing.Extensions.Hosting;

/// <summary>Asks the store of each application whether it can be reached, and each projection and process manager how it
/// stands and how far behind it is.</summary>
internal sealed class EventSourcingHealthCheck(
    IServiceProvider services, IEnumerable<ApplicationRegistration> applications, ProjectionRunners runners, IOptions<EventSourcingHealthOptions> options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var findings = new List<Finding>();
        foreach (var application in applications)
            findings.Add(await OfStoreAsync(application.Get(services), cancellationToken).ConfigureAwait(false));
        foreach (var runner in runners.All)
            findings.Add(await OfRunnerAsync(runner, cancellationToken).ConfigureAwait(false));

        var worst = findings.Select(finding => finding.Status).DefaultIfEmpty(HealthStatus.Healthy).Min();
        return new HealthCheckResult(
            worst,
            string.Join(" ", findings.Where(finding => finding.Status == worst || worst != HealthStatus.Healthy && finding.Status != HealthStatus.Healthy).Select(finding => $"{finding.Name}: {finding.Text}.")),
            findings.FirstOrDefault(finding => finding.Status == worst)?.Error,
            findings.ToDictionary(finding => finding.Name, finding => (object)finding.Text, StringComparer.Ordinal));
    }

    private static async Task<Finding> OfStoreAsync(Application application, CancellationToken cancel)
    {
        var name = $"{application.Name} store";
        try
        {
            var store = await application.Recorder.GetInfoAsync(cancel).ConfigureAwait(false);
            return new(name, HealthStatus.Healthy, $"{store.Store} {store.Version}".TrimEnd(), null);
        }
        catch (Exception error) when (error is PersistenceException or ConfigurationException)
        {
            return new(name, HealthStatus.Unhealthy, error.Message, error);
        }
    }

    private async Task<Finding> OfRunnerAsync(ProjectionRunner runner, CancellationToken cancel)
    {
        var status = runner.Status;
        if (status.State is ProjectionState.Failed or ProjectionState.Stopped)
            return new(runner.Name, HealthStatus.Unhealthy, status.Error?.Message ?? "stopped", status.Error);
        if (status.State == ProjectionState.Retrying)
            return new(runner.Name, HealthStatus.Degraded, $"tries to reach the store again: {status.Error?.Message}", status.Error);
        try
        {
            var lag = await runner.GetLagAsync(options.Value.DegradedBehind, cancel).ConfigureAwait(false);
            var isFar = lag.Behind >= options.Value.DegradedBehind;
            var behind = lag.IsCaughtUp ? "live" : string.Create(CultureInfo.InvariantCulture, $"{(isFar ? "at least " : "")}{lag.Behind} behind, the oldest of {lag.Oldest:u}");
            return new(runner.Name, isFar ? HealthStatus.Degraded : HealthStatus.Healthy, $"{behind}, at position {lag.Processed?.ToString() ?? "none"}", null);
        }
        catch (PersistenceException error)
        {
            return new(runner.Name, HealthStatus.Degraded, $"its lag cannot be found out: {error.Message}", error);
        }
    }

    private sealed record Finding(string Name, HealthStatus Status, string Text, Exception? Error);
}
