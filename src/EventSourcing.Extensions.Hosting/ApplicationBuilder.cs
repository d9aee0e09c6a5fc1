using EventSourcing.ProcessManagers;
using EventSourcing.Projections;
using Microsoft.Extensions.DependencyInjection;

namespace EventSourcing.Extensions.Hosting;

/// <summary>Adds what follows an application.</summary>
/// <typeparam name="TApplication">The application that is followed.</typeparam>
public sealed class ApplicationBuilder<TApplication>
    where TApplication : Application
{
    private readonly EventSourcingBuilder _host;

    internal ApplicationBuilder(EventSourcingBuilder host) => _host = host;

    /// <summary>Adds a projection of the application's events, and has the host run it.</summary>
    /// <param name="projection">Makes the projection.</param>
    /// <param name="views">Finds the store of its view, which may be shared: add that to the services as a singleton.</param>
    /// <param name="options">How it is run.</param>
    public ApplicationBuilder<TApplication> AddProjection<TTransaction>(
        Func<IServiceProvider, Projection<TTransaction>> projection,
        Func<IServiceProvider, IViewStore<TTransaction>> views,
        ProjectionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(projection);
        ArgumentNullException.ThrowIfNull(views);
        _host.Services.AddSingleton(new RunnerRegistration(services => ProjectionRunner.Create(
            services.GetRequiredService<TApplication>().FollowedLog, projection(services), views(services), Logged(services, options))));
        return this;
    }

    /// <summary>Adds a process manager that follows the application, as a singleton, and has the host run it. It may itself
    /// be followed.</summary>
    /// <param name="create">Makes the process manager; hand all that the context holds on to it.</param>
    /// <param name="options">How it is run.</param>
    public ApplicationBuilder<TProcessManager> AddProcessManager<TProcessManager>(Func<ProcessManagerContext, TProcessManager> create, ProjectionOptions? options = null)
        where TProcessManager : ProcessManager
    {
        ArgumentNullException.ThrowIfNull(create);
        var added = _host.AddApplication((services, settings) =>
            create(new ProcessManagerContext(services, settings, services.GetRequiredService<TApplication>().FollowedLog, Logged(services, options))));
        _host.Services.AddSingleton(new RunnerRegistration(services => services.GetRequiredService<TProcessManager>().Runner));
        return added;
    }

    private static ProjectionOptions Logged(IServiceProvider services, ProjectionOptions? options) =>
        (options ?? new()) with { Progress = options?.Progress ?? services.GetRequiredService<ProjectionLogger>() };
}
