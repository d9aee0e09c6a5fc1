using EventSourcing.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace EventSourcing.Extensions.Hosting;

/// <summary>Adds applications, and what follows them, to a host.</summary>
public sealed class EventSourcingBuilder
{
    internal EventSourcingBuilder(IServiceCollection services) => Services = services;

    /// <summary>The host's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds an application as a singleton. Its settings are those of the configuration's section
    /// <c>EventSourcing</c>, then its own defaults, then the environment.</summary>
    public ApplicationBuilder<TApplication> AddApplication<TApplication>()
        where TApplication : Application, new() =>
        AddApplication((_, settings) => new TApplication { Settings = settings });

    /// <summary>Adds an application as a singleton.</summary>
    /// <param name="create">Makes it, of the services and the settings from the configuration's section
    /// <c>EventSourcing</c>.</param>
    public ApplicationBuilder<TApplication> AddApplication<TApplication>(Func<IServiceProvider, Settings, TApplication> create)
        where TApplication : Application
    {
        ArgumentNullException.ThrowIfNull(create);
        Services.AddSingleton(services => create(services, services.GetRequiredService<Settings>()));
        Services.AddSingleton(new ApplicationRegistration(services => services.GetRequiredService<TApplication>()));
        return new ApplicationBuilder<TApplication>(this);
    }

    /// <summary>Sets what is done when an error stops a projection or process manager.</summary>
    public EventSourcingBuilder Restart(Action<RestartOptions> configure)
    {
        Services.Configure(configure);
        return this;
    }
}
