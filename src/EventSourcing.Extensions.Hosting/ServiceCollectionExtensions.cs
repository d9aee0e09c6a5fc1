using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace EventSourcing.Extensions.Hosting;

/// <summary>Event sourcing in a host.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>The section of the configuration that settings are taken from.</summary>
    public const string ConfigurationSection = "EventSourcing";

    /// <summary>Adds event sourcing. Add applications, and what follows them, to the builder that is returned.</summary>
    public static EventSourcingBuilder AddEventSourcing(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => ConfiguredSettings.Of(provider.GetRequiredService<IConfiguration>().GetSection(ConfigurationSection)));
        services.TryAddSingleton<ProjectionLogger>();
        services.TryAddSingleton(provider => new ProjectionRunners(provider.GetServices<RunnerRegistration>().Select(runner => runner.Get(provider))));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ProjectionService>());
        return new EventSourcingBuilder(services);
    }

    /// <summary>Adds event sourcing.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="add">Adds applications, and what follows them.</param>
    public static IServiceCollection AddEventSourcing(this IServiceCollection services, Action<EventSourcingBuilder> add)
    {
        ArgumentNullException.ThrowIfNull(add);
        add(services.AddEventSourcing());
        return services;
    }

    /// <summary>Adds a health check: unhealthy where a store cannot be reached, or an error has stopped a projection or
    /// process manager; degraded where one cannot reach the store it follows, or is far behind.</summary>
    /// <param name="checks">The host's health checks.</param>
    /// <param name="configure">When to complain.</param>
    /// <param name="tags">Tags to choose it by.</param>
    public static IHealthChecksBuilder AddEventSourcing(
        this IHealthChecksBuilder checks, Action<EventSourcingHealthOptions>? configure = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(checks);
        if (configure is not null)
            checks.Services.Configure(configure);
        return checks.Add(new HealthCheckRegistration(
            "eventsourcing", services => ActivatorUtilities.CreateInstance<EventSourcingHealthCheck>(services), failureStatus: null, tags));
    }
}
