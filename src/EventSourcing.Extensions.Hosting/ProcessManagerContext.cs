using EventSourcing.Persistence;
using EventSourcing.Projections;

namespace EventSourcing.Extensions.Hosting;

/// <summary>What a process manager is made with.</summary>
/// <param name="Services">The host's services.</param>
/// <param name="Settings">The settings from the host's configuration.</param>
/// <param name="Follows">What it follows.</param>
/// <param name="Options">How it is run, with the host's log told of what becomes of it.</param>
public sealed record ProcessManagerContext(IServiceProvider Services, Settings Settings, FollowedLog Follows, ProjectionOptions Options);
