using EventSourcing.Projections;

namespace EventSourcing.Extensions.Hosting;

/// <summary>An application of the host, whose store is asked whether it can be reached.</summary>
internal sealed record ApplicationRegistration(Func<IServiceProvider, Application> Get);

/// <summary>Something that the host runs.</summary>
internal sealed record RunnerRegistration(Func<IServiceProvider, ProjectionRunner> Get);
